/*
 * Invariant 1: what a person saved, and was told is saved, is there.
 *
 * Each phone writes keys of its own (nobody else changes them), so that what must be there is known exactly. A
 * save that was cut off, or refused, may be there or not.
 */
import type { FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { Phone } from '../phone/phone.ts';
import type { Findings } from './findings.ts';

/** The comparison once all is quiet. */
export const atLast = 'in the end';
const spoiledCode = 'device.entry-spoiled';

/** What a phone shows of a record. */
export interface Shown {
	id: string;
	fields: Record<string, FieldValue>;
	conflicts: readonly { field: string; value: FieldValue }[];
	/** The code of what was refused of it. */
	refusal: string | null;
}

interface Kept {
	/** The value of the newest save that was told done. */
	saved: FieldValue;
	/** Values of saves after it that were begun. */
	begun: FieldValue[];
}

interface KeptRecord {
	phone: string;
	owner: string;
	keys: Map<string, Kept>;
}

export class PhoneModel {
	/** Records that somebody removed, on whichever phone: what is left of them is nobody's to miss. */
	readonly removed = new Set<string>();
	readonly #findings: Findings;
	readonly #records = new Map<string, KeptRecord>();

	constructor(findings: Findings) {
		this.#findings = findings;
	}

	begun(phone: Phone, owner: string, record: string, values: Record<string, FieldValue>): void {
		for (const [key, value] of this.#own(phone, values))
			this.#kept(phone, owner, record, key).begun.push(value);
	}

	saved(phone: Phone, owner: string, record: string, values: Record<string, FieldValue>): void {
		for (const [key, value] of this.#own(phone, values)) {
			const kept = this.#kept(phone, owner, record, key);
			kept.saved = value;
			kept.begun = kept.begun.slice(kept.begun.indexOf(value) + 1);
		}
	}

	/** The disk was cleared: what the server does not hold is gone, and the person is told so. */
	forget(phone: Phone): void {
		for (const [id, record] of this.#records) if (record.phone === phone.name) this.#records.delete(id);
	}

	/** Compares what this phone shows its owner with what was saved there. */
	compare(phone: Phone, owner: string, list: readonly Shown[], when: string): void {
		const localById = new Map(list.map((local) => [local.id, local]));
		for (const [id, kept] of this.#records) {
			const record = id.split(' ')[1]!;
			if (kept.phone !== phone.name || kept.owner !== owner || this.removed.has(record)) continue;
			// Lost and told is not lost in silence; while the app still fetches it anew, nothing is to be said.
			if (phone.mayMiss(owner, record, when === atLast)) continue;
			const local = localById.get(record);
			if (!local) {
				if (this.#wasSaved(kept)) this.#findings.broken(1, `${phone.name} lost record ${record} ${when}`);
				continue;
			}
			for (const [key, { saved, begun }] of kept.keys) {
				// Nobody was told that it is saved: a save was refused, and what stands there is of before the disk was cleared.
				if (saved === null) continue;
				const shown = local.fields[key] ?? null;
				// A phone that had to take a new device id may meet what it set itself: then both values are kept.
				const isKept = local.conflicts.some(({ field, value }) => field === key && value === saved);
				const isRight = shown === saved || begun.includes(shown) || isKept;
				const isTold = phone.spoiled.has(`${owner} ${record}`) && local.refusal === spoiledCode;
				this.#findings.check(1, isRight || isTold, () => `${phone.name} lost ${record} ${key} ${when}`);
			}
		}
	}

	/** Of one record on all phones: what must stand on the server, by key. */
	expected(record: string): Map<string, { phone: string; values: FieldValue[] }> {
		const found = new Map<string, { phone: string; values: FieldValue[] }>();
		for (const [id, kept] of this.#records) {
			if (id.split(' ')[1] !== record) continue;
			for (const [key, { saved, begun }] of kept.keys) {
				if (saved !== null) found.set(key, { phone: kept.phone, values: [saved, ...begun] });
			}
		}
		return found;
	}

	records(): Set<string> {
		return new Set([...this.#records.keys()].map((id) => id.split(' ')[1]!));
	}

	#wasSaved({ keys }: KeptRecord): boolean {
		return [...keys.values()].some(({ saved }) => saved !== null);
	}

	#own(phone: Phone, values: Record<string, FieldValue>): [string, FieldValue][] {
		return Object.entries(values).filter(([key]) => key.startsWith(`own.${phone.name}.`));
	}

	#kept(phone: Phone, owner: string, record: string, key: string): Kept {
		const id = `${phone.name} ${record}`;
		const held = this.#records.get(id) ?? { phone: phone.name, owner, keys: new Map<string, Kept>() };
		this.#records.set(id, held);
		const kept = held.keys.get(key) ?? { saved: null, begun: [] };
		held.keys.set(key, kept);
		return kept;
	}
}
