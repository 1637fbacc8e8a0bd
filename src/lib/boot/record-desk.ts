import type { RecordPort } from '#lib/app/record/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { askLooks } from '#lib/transport/record-wire.ts';
import { Looks } from '#shared/protocol/looks.ts';
import { utf8 } from '#shared/std/bytes.ts';

const nameFor = (account: string) => ({ kind: 'looks', id: account, mark: '0' }) as const;

/** A person's own record for its page; loaded with it. */
export function recordDesk(device: Device): RecordPort {
	return {
		async keptLooks(account) {
			try {
				const bytes = await (await device.papers()).read(nameFor(account));
				const kept = bytes && Looks.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
				return kept?.success ? kept.data : null;
			} catch {
				return null;
			}
		},
		async looks(account) {
			const answer = await askLooks();
			if (!answer.ok) return answer;
			await device
				.papers()
				.then((papers) => papers.keep(nameFor(account), utf8(JSON.stringify(answer.value))))
				.catch(() => undefined);
			return answer;
		},
	};
}
