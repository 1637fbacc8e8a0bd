/** Whether a JSON text nests deeper than `limit`, found without parsing it. */
export function isNestedDeeperThan(text: string, limit: number): boolean {
	let depth = 0;
	let isInString = false;
	for (let i = 0; i < text.length; i++) {
		const sign = text[i];
		if (isInString) {
			if (sign === '\\') i++;
			else if (sign === '"') isInString = false;
		} else if (sign === '"') isInString = true;
		else if (sign === '{' || sign === '[') {
			if (++depth > limit) return true;
		} else if (sign === '}' || sign === ']') depth--;
	}
	return false;
}
