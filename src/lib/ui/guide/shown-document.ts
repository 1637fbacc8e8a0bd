export interface ShownDocument {
	key: string;
	label: string;
	/** The document's own words. */
	text: string;
	/** Who issues it, original or copy, which stamp, on what condition. */
	marks: string[];
}
