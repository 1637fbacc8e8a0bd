import type { RejectCode } from '#shared/domain/review/reasons.ts';
import { ReturnDraft } from './return-draft.svelte.ts';

/** 不予通过, while the reviewer writes it. */
export class RejectDraft {
	code = $state<RejectCode | null>(null);
	words = $state('');

	clear(): void {
		this.code = null;
		this.words = '';
	}
}

interface CaseDrafts {
	return: ReturnDraft;
	reject: RejectDraft;
}

/**
 * What the reviewer began to say of each case. It stays with them when a sheet closes, another case is opened, somebody
 * else takes the case or the server refuses: only what was said and taken is forgotten.
 */
export class WordDrafts {
	readonly #drafts = new Map<string, CaseDrafts>();

	of(id: string): CaseDrafts {
		const known = this.#drafts.get(id) ?? { return: new ReturnDraft(), reject: new RejectDraft() };
		this.#drafts.set(id, known);
		return known;
	}

	forget(id: string): void {
		const { return: returned, reject } = this.of(id);
		returned.clear();
		reject.clear();
	}
}
