import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { PaperName, PaperPort } from './ports.ts';

/** One paper for its screen: looked for on the phone, fetched when the person asks. */
export class PaperFile {
	/** Undefined until the phone has been looked through; null: not here. */
	file = $state.raw<Blob | null | undefined>(undefined);
	isFetching = $state(false);
	failure = $state<ErrorCode | null>(null);
	readonly #papers: () => Promise<PaperPort>;
	readonly #paper: PaperName;

	constructor(papers: () => Promise<PaperPort>, paper: PaperName) {
		this.#papers = papers;
		this.#paper = paper;
	}

	async look(): Promise<void> {
		const papers = await this.#papers().catch(() => null);
		this.file = papers ? await papers.kept(this.#paper) : null;
	}

	async fetch(): Promise<void> {
		if (this.isFetching) return;
		this.isFetching = true;
		this.failure = null;
		const papers = await this.#papers().catch(() => null);
		const answer = papers && (await papers.fetch(this.#paper));
		this.isFetching = false;
		if (answer?.ok) this.file = answer.value;
		else this.failure = answer?.error.code ?? 'network.offline';
	}
}
