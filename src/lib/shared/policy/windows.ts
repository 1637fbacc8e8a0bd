/**
 * Schemes whose document lets special cases come to the insurance centre's window, with the clause. Which cases are special the
 * document does not say, so nothing here does. No decision rests on it: it is beside the schemes' versioned data.
 */
const clausesByScheme: Readonly<Record<string, readonly string[]>> = { 'yunnan-kunming-2023': ['Y3'] };

export const schemesWithWindow: readonly string[] = Object.keys(clausesByScheme);

/** None: the scheme's document knows no window. */
export function windowClauses(schemeId: string): readonly string[] {
	return clausesByScheme[schemeId] ?? [];
}
