/** One entry of a standard list: the form keeps `value`, exports to offices use `code`. */
export interface CodeListEntry {
	value: string;
	/** The national code. */
	code: string;
	label: { zh: string; en: string };
}

/** Rows of [national code, Chinese name, English name]; the Chinese name is the value, as on the screens. */
export function rowsToCodeList(rows: [code: string, zh: string, en: string][]): CodeListEntry[] {
	return rows.map(([code, zh, en]) => ({ value: zh, code, label: { zh, en } }));
}
