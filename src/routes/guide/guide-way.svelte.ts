import { createContext } from 'svelte';

/** How one moves about in the guide: where one came in from, and what one was looking for. */
export class GuideWay {
	/** What stands in the search box; kept while one reads what was found. */
	query = $state('');
	#entrance = $state.raw<{ at: string; from: string } | null>(null);

	/** One came to the page `at` from the page `from`, which is no page of the guide. */
	enter(at: string, from: string): void {
		this.#entrance = { at, from };
	}

	/** The page outside the guide that led to this one; null: one came by the guide, or by its address. */
	originOf(path: string): string | null {
		return this.#entrance?.at === path ? this.#entrance.from : null;
	}
}

export const [getGuideWay, setGuideWay] = createContext<GuideWay>();
