import type { Answer } from '#lib/app/app.ts';
import type { PaperName as Kept } from '#lib/device/paper-store.ts';
import type { PaperVerdict } from '#shared/protocol/paper.ts';

/** One of the papers that are drawn as PDF. */
export type PaperName = Kept & { kind: 'receipt' | 'letter' | 'decision' };

export interface PaperPort {
	/** What the holder of a paper may know of it, by the code in its QR. */
	verify(code: string): Answer<PaperVerdict>;
	/** The PDF as it is kept on this phone; null: it is not. Never rejects. */
	kept(paper: PaperName): Promise<Blob | null>;
	/** From the server, and kept where there is room. */
	fetch(paper: PaperName): Answer<Blob>;
}
