import type { Answer } from '#lib/app/app.ts';
import type { VolunteerPort } from '#lib/app/drive/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { volunteerWire } from '#lib/transport/volunteer-wire.ts';
import { ok } from '#shared/std/result.ts';

/** A volunteer's drives for their screens; loaded with the first of them. */
export async function volunteerPort(device: Device): Promise<VolunteerPort> {
	const [vault, drives] = await Promise.all([device.vault(), device.drives()]);
	const wire = volunteerWire();
	const contact = () => askHowDrivesStand(device);
	return {
		vault,
		drives,
		invitation: wire.invitation,
		async join(input) {
			const joined = await wire.join(input);
			if (joined.ok) await contact();
			return joined;
		},
		contact,
	};
}

/** What the server answers goes to the vault: a new lease, and what was revoked. Never rejects. */
export async function askHowDrivesStand(device: Device): Answer<null> {
	const owner = await device.present.owner();
	const answer = await volunteerWire().mine();
	if (!answer.ok) return answer;
	// Another account may have come meanwhile: it is not the one that was answered.
	if ((await device.present.owner()) === owner) await (await device.vault()).heard(answer.value);
	return ok(null);
}
