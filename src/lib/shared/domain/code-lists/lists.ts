import type { CodeListEntry } from './code-list.ts';
import { ethnicGroups } from './ethnic-groups.ts';
import { idTypes } from './id-types.ts';
import { genders, maritalStatuses } from './people.ts';

/** The lists by the names that a scheme's form fields give. */
export const codeListsByName = {
	'id-types': idTypes,
	'ethnic-groups': ethnicGroups,
	'marital-statuses': maritalStatuses,
	genders,
} as const satisfies Record<string, readonly CodeListEntry[]>;
export type CodeListName = keyof typeof codeListsByName;

export function isInCodeList(name: CodeListName, value: string): boolean {
	return codeListsByName[name].some((entry) => entry.value === value);
}
