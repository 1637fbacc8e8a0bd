import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import type { Rng } from '../engine/rng.ts';
import type { Person } from './world.ts';

export const scheme = 'yunnan-kunming-2023';
export const claimScheme = changchun2023;
export const claimKind = changchun2023.claims.kinds[0]!;
/** Every paper that the kind asks for without an agent. */
export const claimPapers = claimKind.documents
	.filter(({ onlyWithAgent }) => !onlyWithAgent)
	.map(({ key }) => key);
export const school = { code: 'kmmu', name: '昆明医科大学' };

/** A sound resident ID number, another one for each `n` below 20,000. */
export function idNumberOf(n: number): string {
	const first17 = `${530100 + Math.floor(n / 900)}20040507${String((n % 900) + 100)}`;
	return first17 + idCheckCharacter(first17);
}

/** A word that stands in one person's sensitive fields and nowhere else. */
export function markerOf(rng: Rng): string {
	return `MARK${Array.from({ length: 12 }, () => 'ABCDEFGHJKLMNPQR'[rng.int(0, 15)]).join('')}`;
}

export const consent = { textVersion: '1', textHash: 'a'.repeat(64), givenAtMs: 1_665_800_000_000 };

/** A form that lacks nothing; with an identity, the letter is to be signed. */
export function completeFields(person: Person, hasIdentity: boolean): DraftFields {
	return {
		name: person.name,
		idType: 'resident-id',
		idNumber: person.idNumber,
		phone: '13900000001',
		ethnicity: '汉族',
		maritalStatus: '未婚',
		address: `云南省昆明市五华区${person.marker}`,
		insuranceKind: '城乡居民基本医疗保险',
		entryYear: '2022',
		insured: 'none',
		hardshipKind: hasIdentity ? 'disabled' : 'none',
		...(hasIdentity
			? {
					hardshipCertifiedIn: 'yunnan',
					hardshipChooses: 'college',
					medicalDivision: '云南省昆明市五华区',
					letterDate: '2022-10-15',
				}
			: {}),
	};
}

/** The n-th photo that a person may take: their marker stands in it, and it is the same on each of their phones. */
export function photoOf({ marker, actor }: Person, n: number): Uint8Array<ArrayBuffer> {
	const words = Buffer.from(`${marker} ${actor.accountId} ${n} `.repeat(3 + n), 'latin1');
	return new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), words]));
}
