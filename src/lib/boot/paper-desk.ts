import type { PaperPort } from '#lib/app/paper/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { fetchPaper, verifyPaper } from '#lib/transport/paper-wire.ts';

const pdf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'application/pdf' });

/** Papers for their screens; loaded with the first of them. */
export function paperDesk(device: Device): PaperPort {
	return {
		verify: verifyPaper,
		async kept(name) {
			try {
				const bytes = await (await device.papers()).read(name);
				return bytes && pdf(bytes);
			} catch {
				return null;
			}
		},
		async fetch(name) {
			const answer = await fetchPaper(name);
			if (!answer.ok) return answer;
			// A phone without room still shows it once.
			await device
				.papers()
				.then((papers) => papers.keep(name, answer.value))
				.catch(() => undefined);
			return { ok: true, value: pdf(answer.value) };
		},
	};
}
