import type { Device } from '#lib/device/device.ts';
import type { PaperName } from '#lib/device/paper-store.ts';
import { utf8 } from '#shared/std/bytes.ts';

type Answer<T> = { ok: true; value: T } | { ok: false };
type Read<T> = (kept: unknown) => { success: true; data: T } | { success: false };

/** The newest answer of one kind to one account, sealed among its papers: what there is to see without a network. */
export function keptAnswer<T>(device: Device, kind: PaperName['kind'], read: Read<T>) {
	const nameFor = (account: string): PaperName => ({ kind, id: account, mark: '0' });
	return {
		/** Null where none is here, or none that this version of the app reads. */
		async kept(account: string): Promise<T | null> {
			try {
				const bytes = await (await device.papers()).read(nameFor(account));
				const kept = bytes && read(JSON.parse(new TextDecoder().decode(bytes)));
				return kept?.success ? kept.data : null;
			} catch {
				return null;
			}
		},
		/** Keeps what was asked for, and hands it on. A phone without room still shows it once. */
		async keep<Given extends Answer<T>>(account: string, answer: Given): Promise<Given> {
			if (answer.ok) {
				await device
					.papers()
					.then((papers) => papers.keep(nameFor(account), utf8(JSON.stringify(answer.value))))
					.catch(() => undefined);
			}
			return answer;
		},
	};
}
