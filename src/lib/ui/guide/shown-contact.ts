export interface ShownContact {
	id: string;
	name: string;
	/** As it stands on the screen. */
	shown: string;
	/** As it stands in the document. */
	raw: string;
	/** What the phone dials; null: nothing usable is known. */
	dial: string | null;
	isDoubtful: boolean;
	note?: string;
}
