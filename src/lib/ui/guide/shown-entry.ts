/** One sentence of the guide as a screen shows it. */
export interface ShownEntry {
	/** Unique on its page: the place that a search leads to. */
	id: string;
	title?: string;
	text: string;
	/** Small words below. */
	detail?: string;
	/** The document's own words, whatever language the screen speaks. */
	isQuote?: boolean;
	/** `open`: the document is silent. `doubt`: it is unclear. `clash`: it says two things that do not agree. */
	tone?: 'open' | 'doubt' | 'clash';
	/** What a person pastes elsewhere. */
	copy?: string;
	cites: string[];
}
