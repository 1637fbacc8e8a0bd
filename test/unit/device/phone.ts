/** A phone for tests: the real device room over fake-indexeddb, with a clock that tests own. */
import 'fake-indexeddb/auto';
import { openDevice, type Device } from '#lib/device/device.ts';
import type { PasskeyPort } from '#lib/device/vault/passkey.ts';
import { withNumbers } from '#lib/device/numbering.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { bytesToBase64 } from '#shared/std/bytes.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';

const startMs = Date.UTC(2026, 9, 15);

export class Phone {
	nowMs = startMs;
	/** Goes on whatever is done to the clock. */
	ranMs = 0;
	readonly name: string;
	/** Like the browser's: an authenticator outlives restarts. */
	passkeys: PasskeyPort | undefined;
	device: Device;

	constructor(name = `campuscover-${Math.random()}`) {
		this.name = name;
		this.device = this.#open();
	}

	/** A second tab of the same browser. */
	otherTab(): Phone {
		return new Phone(this.name);
	}

	#open(): Device {
		return openDevice({
			clock: { nowMs: () => (this.nowMs += 1) },
			random: systemRandom,
			name: this.name,
			vault: {
				runningMs: () => this.ranMs,
				cost: { name: 'argon2id', memoryKiB: 64, passes: 1 },
				passkeys: {
					make: async (...input) => (await this.passkeys?.make(...input)) ?? null,
					ask: async (...input) => (await this.passkeys?.ask(...input)) ?? null,
				},
			},
		});
	}

	/** The browser is closed and opened again: nothing in memory is left. */
	restart(): Device {
		this.device.close();
		this.ranMs = 0;
		this.device = this.#open();
		return this.device;
	}

	/** The rows as they lie on disk, those of the outbox with their numbers. */
	async rows() {
		const db = new CampusCoverDb(this.name);
		const syncState = await db.syncState.toArray();
		const entries = await db.outbox.toArray();
		const outbox = entries.map((row) => {
			const own = syncState.find(({ owner }) => owner === row.owner);
			return withNumbers([row], own)[0]!;
		});
		const rows = {
			vault: await db.vault.toArray(),
			record: await db.record.toArray(),
			outbox,
			acknowledged: await db.acknowledged.toArray(),
			syncState,
			meta: await db.meta.toArray(),
			lock: await db.lock.toArray(),
			driveKit: await db.driveKit.toArray(),
			driveDraft: await db.driveDraft.toArray(),
			stub: await db.stub.toArray(),
			sealedDraft: await db.sealedDraft.toArray(),
			drivePage: await db.drivePage.toArray(),
			rosterPage: await db.rosterPage.toArray(),
		};
		db.close();
		return rows;
	}
}

/** A phone with an empty disk. */
export function aPhone(): Phone {
	return new Phone();
}

export function anAccount(id = 'account-a', key = 7): AccountView {
	return {
		id,
		role: 'student',
		phoneMasked: '138****0001',
		hasPassword: false,
		person: null,
		schoolCode: null,
		unlockKey: bytesToBase64(new Uint8Array(32).fill(key)),
	};
}

export const aDraft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kust' };

export function aSignature(covers: string[]): Signature {
	return {
		method: 'drawn',
		strokes: [[[1, 2, 0]]],
		padHeight: 400,
		textHash: 'a'.repeat(64),
		covers,
		signedAtMs: startMs,
	};
}

export function aSubmission() {
	return { contentHash: 'b'.repeat(64), signatureHash: null, schoolConfirmed: true };
}

export function aReply(part: Partial<ExchangeReply> = {}): ExchangeReply {
	return {
		results: [],
		changes: [],
		cursor: 'c1',
		more: false,
		moment: { serverTimeMs: startMs, businessDate: '2022-10-15', demo: true },
		...part,
	};
}

export function aView(id: string, part: Partial<EnrollmentView> = {}): EnrollmentView {
	return {
		id,
		...aDraft,
		state: 'draft',
		fields: {},
		consent: null,
		signature: null,
		signatureHash: null,
		contentHash: null,
		caseNumber: null,
		submittedAtMs: null,
		submittedOn: null,
		decidedAtMs: null,
		decidedOn: null,
		evaluation: null,
		updatedAtMs: startMs,
		...part,
	};
}

export const wholeOutbox = { mutations: 100, bytes: 1_000_000 };
