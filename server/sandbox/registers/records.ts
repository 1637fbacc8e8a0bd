/** What the pretended registers hold, in memory: a restart begins with the seed again. */

export interface Person {
	name: string;
	idType: string;
	idNumber: string;
	phones: string[];
}

export interface Insurance {
	idNumber: string;
	insured: 'none' | 'active-elsewhere' | 'lump-sum';
	lumpSumThrough: string | null;
	place: string | null;
	/** 人员编号; where it is seeded, a stop must name it. */
	personNumber?: string;
}

export interface StopRequest {
	requestId: string;
	name: string;
	idNumber: string;
	personNumber: string;
}

export type StopAnswer =
	| { result: 'stopped'; receiptNumber: string; stoppedAtMs: number }
	| { result: 'refused'; reason: 'not-insured' | 'mismatch' }
	| { result: 'unknown' };

export interface SchoolEntry {
	idNumber: string;
	schoolCode: string;
	studentNumber: string | null;
	enrolled: boolean;
	graduatesOn: string | null;
}

export interface Identities {
	idNumber: string;
	identities: { kind: string; certifiedIn: string; authority: string | null }[];
}

export interface Seed {
	identities?: Identities[];
	persons?: Person[];
	insurance?: Insurance[];
	schools?: SchoolEntry[];
}

export interface Claim {
	name: string;
	idType: string;
	idNumber: string;
	phone: string;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The check digit of GB 11643; other kinds of documents only have to be filled in. */
function isPlausible({ name, idType, idNumber, phone }: Claim): boolean {
	if (name.trim() === '' || !/^1[3-9]\d{9}$/.test(phone)) return false;
	if (idType !== 'resident-id') return /^[A-Z0-9()]{5,40}$/.test(idNumber);
	if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
	const sum = weights.reduce((total, weight, i) => total + weight * Number(idNumber[i]), 0);
	return '10X98765432'[sum % 11] === idNumber[17];
}

export class Records {
	private readonly personById = new Map<string, Person>();
	private readonly insuranceById = new Map<string, Insurance>();
	private readonly stopByRequest = new Map<string, StopAnswer>();
	private readonly schoolById = new Map<string, SchoolEntry>();

	private readonly identitiesById = new Map<string, Identities>();

	/** Adds or replaces by ID number. */
	seed({ persons = [], insurance = [], schools = [], identities = [] }: Seed): void {
		for (const entry of identities) this.identitiesById.set(entry.idNumber, entry);
		for (const person of persons) this.personById.set(person.idNumber, person);
		for (const entry of insurance) this.insuranceById.set(entry.idNumber, entry);
		for (const entry of schools) this.schoolById.set(entry.idNumber, entry);
	}

	/**
	 * Whether name, number and phone belong together. So that anybody can try the demo with a made-up person,
	 * one who is unknown and plausible is taken in on first sight, without other insurance.
	 */
	verify(claim: Claim): 'match' | 'mismatch' | 'unknown' {
		const person = this.personById.get(claim.idNumber);
		if (!person) {
			if (!isPlausible(claim)) return 'unknown';
			const { name, idType, idNumber, phone } = claim;
			this.personById.set(idNumber, { name, idType, idNumber, phones: [phone] });
			return 'match';
		}
		const isSame = person.name === claim.name && person.idType === claim.idType;
		return isSame && person.phones.includes(claim.phone) ? 'match' : 'mismatch';
	}

	insurance(idNumber: string): Insurance | null {
		const entry = this.insuranceById.get(idNumber);
		if (entry) return entry;
		if (!this.personById.has(idNumber)) return null;
		return { idNumber, insured: 'none', lumpSumThrough: null, place: null };
	}

	/** Of a made-up person who was taken in, nothing is on record: the person's own word is all there is. */
	identities(idNumber: string): Identities | null {
		return this.identitiesById.get(idNumber) ?? null;
	}

	/** Stops at once; the same request again has the same answer. */
	stop({ requestId, name, idNumber, personNumber }: StopRequest): StopAnswer {
		const before = this.stopByRequest.get(requestId);
		if (before) return before;
		const answer = this.judge({ requestId, name, idNumber, personNumber });
		this.stopByRequest.set(requestId, answer);
		return answer;
	}

	stopState(requestId: string): StopAnswer {
		return this.stopByRequest.get(requestId) ?? { result: 'unknown' };
	}

	private judge({ name, idNumber, personNumber }: StopRequest): StopAnswer {
		const entry = this.insuranceById.get(idNumber);
		if (entry?.insured !== 'active-elsewhere') return { result: 'refused', reason: 'not-insured' };
		const person = this.personById.get(idNumber);
		const isSame =
			(!person || person.name === name) &&
			(entry.personNumber === undefined || entry.personNumber === personNumber);
		if (!isSame) return { result: 'refused', reason: 'mismatch' };
		this.insuranceById.set(idNumber, { ...entry, insured: 'none', lumpSumThrough: null, place: null });
		const receiptNumber = `TB${String(this.stopByRequest.size + 1).padStart(8, '0')}`;
		return { result: 'stopped', receiptNumber, stoppedAtMs: Date.now() };
	}

	school(idNumber: string): SchoolEntry | null {
		return this.schoolById.get(idNumber) ?? null;
	}
}
