import { RejectDraft } from './reject-draft.svelte.ts';
import { ReturnDraft } from './return-draft.svelte.ts';

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
