import type { Answer } from '#lib/app/app.ts';
import type { VolunteerPort } from '#lib/app/drive/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { volunteerWire } from '#lib/transport/volunteer-wire.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { RosterPage, RosterStudent } from '#shared/protocol/drive-roster.ts';
import { err, ok } from '#shared/std/result.ts';

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
		takeRoster: (driveId) => takeRoster(device, driveId),
		contact,
	};
}

/** So often it may change while it is being taken. */
const maxRounds = 3;

/** Page by page; a list that changed on the way is begun anew. */
async function takeRoster(device: Device, driveId: string): Answer<null> {
	const { rosterPage } = volunteerWire();
	for (let round = 1; round <= maxRounds; round++) {
		const taken = await wholeRoster((after) => rosterPage(driveId, after));
		if (!taken.ok) return taken;
		if (!taken.value) continue;
		const { version, students } = taken.value;
		try {
			await (await device.drives()).roster.keep(driveId, version, students);
			return ok(null);
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			if (error.refusal.code !== 'request.not-found') return err(error.refusal);
			// Not the list that the kit names: how it stands is asked for.
			const heard = await askHowDrivesStand(device);
			if (!heard.ok) return heard;
		}
	}
	return err({ code: 'server.unavailable' });
}

/** Null: it changed on the way. */
async function wholeRoster(
	page: (after: string | null) => Answer<RosterPage>,
): Answer<{ version: string; students: RosterStudent[] } | null> {
	const students: RosterStudent[] = [];
	for (let after: string | null = null, version: string | null = null; ;) {
		const answer: Awaited<Answer<RosterPage>> = await page(after);
		if (!answer.ok) return answer;
		if (version !== null && version !== answer.value.version) return ok(null);
		version = answer.value.version;
		students.push(...answer.value.students);
		after = answer.value.students.at(-1)?.studentNumber ?? null;
		if (!answer.value.hasMore || after === null) return ok({ version, students });
	}
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
