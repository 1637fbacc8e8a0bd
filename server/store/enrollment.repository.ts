import { sql, type Insertable, type Selectable } from 'kysely';
import type {
	EnrollmentRow,
	EnrollmentTable,
	EvaluationTable,
	SignatureTable,
} from '#server/usecase/enrollment/ports.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';
import type { FlowTables } from './flow-tables.ts';

type Stored = Selectable<FlowTables['enrollment']>;

function toRow(stored: Stored): EnrollmentRow {
	return {
		id: stored.id,
		ownerAccountId: stored.owner_account_id,
		personId: stored.person_id,
		schemeId: stored.scheme_id,
		schoolCode: stored.school_code,
		state: stored.state,
		fields: stored.fields,
		consent: stored.consent,
		consentReceivedAtMs: stored.consent_received_at_ms,
		signatureHash: stored.signature_hash,
		letterText: stored.letter_text,
		contentHash: stored.content_hash,
		schoolConfirmed: stored.school_confirmed,
		caseNumber: stored.case_number,
		submittedAtMs: stored.submitted_at_ms,
		submittedOn: stored.submitted_on,
		deviceSubmittedAtMs: stored.device_submitted_at_ms,
		decidedAtMs: stored.decided_at_ms,
		decidedOn: stored.decided_on,
		revision: stored.revision,
		firstDeviceId: stored.first_device_id,
		fieldMarks: stored.field_marks,
		driveId: stored.drive_id,
		createdAtMs: stored.created_at_ms,
		updatedAtMs: stored.updated_at_ms,
	};
}

function fromRow(row: EnrollmentRow) {
	return {
		id: row.id,
		owner_account_id: row.ownerAccountId,
		person_id: row.personId,
		scheme_id: row.schemeId,
		school_code: row.schoolCode,
		state: row.state,
		fields: jsonb(row.fields),
		person_key: personKey(row.fields),
		consent: row.consent === null ? null : jsonb(row.consent),
		consent_received_at_ms: row.consentReceivedAtMs,
		signature_hash: row.signatureHash,
		letter_text: row.letterText,
		content_hash: row.contentHash,
		school_confirmed: row.schoolConfirmed,
		case_number: row.caseNumber,
		submitted_at_ms: row.submittedAtMs,
		submitted_on: row.submittedOn,
		device_submitted_at_ms: row.deviceSubmittedAtMs,
		decided_at_ms: row.decidedAtMs,
		decided_on: row.decidedOn,
		revision: row.revision,
		first_device_id: row.firstDeviceId,
		field_marks: jsonb(row.fieldMarks),
		drive_id: row.driveId,
		created_at_ms: row.createdAtMs,
		updated_at_ms: row.updatedAtMs,
	} as unknown as Insertable<FlowTables['enrollment']>;
}

/** PostgreSQL names the index in its words; the row's values never leave this function. */
function isPersonTaken(error: unknown): boolean {
	return error instanceof Error && error.message.includes('enrollment_of_person');
}

/** See `EnrollmentTable` for what each call promises. */
export function enrollmentRepository(trx: Trx): EnrollmentTable {
	const all = () => trx.selectFrom('enrollment').selectAll();
	return {
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async lock(id) {
			const stored = await all().where('id', '=', id).forUpdate().executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async insert(row) {
			const result = await trx
				.insertInto('enrollment')
				.values(fromRow(row))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async update(row) {
			try {
				const { numUpdatedRows } = await trx
					.updateTable('enrollment')
					.set(fromRow(row))
					.where('id', '=', row.id)
					.executeTakeFirst();
				return Number(numUpdatedRows) === 1 ? 'written' : 'not-seen';
			} catch (error) {
				if (isPersonTaken(error)) return 'person-taken';
				throw error;
			}
		},
		...manyEnrollments(trx),
		async remove(id) {
			await trx.deleteFrom('enrollment').where('id', '=', id).execute();
		},
		async nextCaseNumber(insuranceYear) {
			const { rows } = await sql<{ n: number }>`select nextval('enrollment_case_number') as n`.execute(trx);
			return `K${String(insuranceYear).slice(-2)}-${String(rows[0]!.n).padStart(6, '0')}`;
		},
		async activeOf(personId, schemeId) {
			const stored = await all()
				.where('person_id', '=', personId)
				.where('scheme_id', '=', schemeId)
				.where(sql<boolean>`state in ('declared', 'returned', 'approved')`)
				.executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async ofPerson(schemeId, key) {
			const stored = await all()
				.where('person_key', '=', key)
				.where('scheme_id', '=', schemeId)
				// As text in the statement: with parameters it could not be planned once for all, since the index is of these states alone.
				.where(sql<boolean>`state not in ('draft', 'superseded', 'rejected')`)
				.orderBy('id')
				.execute();
			return stored.map(toRow);
		},
		async countByState(schoolCode) {
			const rows = await trx
				.selectFrom('enrollment')
				.select(['state', (eb) => eb.fn.countAll<number>().as('count')])
				.where('school_code', '=', schoolCode)
				.where('state', 'not in', ['draft', 'superseded'])
				.groupBy('state')
				.execute();
			return rows.map(({ state, count }) => ({ state, count: Number(count) }));
		},
	};
}

type Many = Pick<EnrollmentTable, 'ofOwner' | 'getMany' | 'lockMany' | 'insertMany' | 'editMany'>;

function manyEnrollments(trx: Trx): Many {
	const all = () => trx.selectFrom('enrollment').selectAll();
	return {
		async getMany(ids) {
			if (ids.length === 0) return [];
			const stored = await all().where(among(ids)).execute();
			return stored.map(toRow);
		},
		async lockMany(ids) {
			if (ids.length === 0) return [];
			// Everybody takes them in the same order, so that two do not wait for each other.
			const stored = await all().where(among(ids)).orderBy('id').forUpdate().execute();
			return stored.map(toRow);
		},
		ofOwner: async (accountId) =>
			(await all().where('owner_account_id', '=', accountId).execute()).map(toRow),
		insertMany: (rows) => insertMany(trx, rows),
		editMany: (rows) => editMany(trx, rows),
	};
}

/** One alone is asked for as such: of a list PostgreSQL thinks that it is longer, and so plans each call anew. */
const among = (ids: string[]) =>
	ids.length === 1 ? sql<boolean>`id = ${ids[0]!}::uuid` : sql<boolean>`id = any(${ids}::uuid[])`;

/** The rows as one value: PostgreSQL takes it apart by the table's own columns. */
function asRecords(rows: object[]) {
	return sql`jsonb_populate_recordset(null::enrollment, ${jsonb(rows)}) as given`;
}

/** What an edit of a draft can change. */
const edited = ({ fields, consent, ...row }: EnrollmentRow) => ({
	scheme_id: row.schemeId,
	school_code: row.schoolCode,
	fields,
	person_key: personKey(fields),
	consent,
	consent_received_at_ms: row.consentReceivedAtMs,
	signature_hash: row.signatureHash,
	content_hash: row.contentHash,
	revision: row.revision,
	field_marks: row.fieldMarks,
	updated_at_ms: row.updatedAtMs,
});

async function insertMany(trx: Trx, rows: EnrollmentRow[]): Promise<number> {
	if (rows.length === 0) return 0;
	const columns = sql.join(Object.keys(fromRow(rows[0]!)).map((name) => sql.id(name)));
	const plain = (row: EnrollmentRow) => ({
		...fromRow(row),
		fields: row.fields,
		consent: row.consent,
		field_marks: row.fieldMarks,
	});
	const { numAffectedRows } = await sql`insert into enrollment (${columns}) select ${columns}
		from ${asRecords(rows.map(plain))} on conflict do nothing`.execute(trx);
	return Number(numAffectedRows);
}

async function editMany(trx: Trx, rows: EnrollmentRow[]): Promise<number> {
	if (rows.length === 0) return 0;
	const records = rows.map((row) => ({ id: row.id, ...edited(row) }));
	const set = Object.keys(edited(rows[0]!)).map((name) => sql`${sql.id(name)} = given.${sql.id(name)}`);
	const { numAffectedRows } = await sql`update enrollment set ${sql.join(set)} from ${asRecords(records)}
		where enrollment.id = given.id`.execute(trx);
	return Number(numAffectedRows);
}

export function signatureRepository(trx: Trx): SignatureTable {
	return {
		async put(enrollmentId, hash, signature, receivedAtMs) {
			await executeLater(
				trx,
				sql`insert into signature (enrollment_id, hash, content, received_at_ms)
				values (${enrollmentId}, ${hash}, ${jsonb(signature)}, ${receivedAtMs})
				on conflict do nothing`,
			);
		},
		async get(enrollmentId, hash) {
			const stored = await trx
				.selectFrom('signature')
				.select('content')
				.where('enrollment_id', '=', enrollmentId)
				.where('hash', '=', hash)
				.executeTakeFirst();
			return stored?.content ?? null;
		},
	};
}

export function evaluationRepository(trx: Trx): EvaluationTable {
	const ofEnrollment = (enrollmentId: string) =>
		trx.selectFrom('evaluation').select('content').where('enrollment_id', '=', enrollmentId);
	return {
		async append(enrollmentId, evaluation) {
			await executeLater(
				trx,
				sql`insert into evaluation (id, enrollment_id, content)
				values (${evaluation.id}, ${enrollmentId}, ${jsonb(evaluation)})`,
			);
		},
		async list(enrollmentId) {
			const rows = await ofEnrollment(enrollmentId).orderBy('n').execute();
			return rows.map((row) => row.content);
		},
		async newest(enrollmentId) {
			const row = await ofEnrollment(enrollmentId).orderBy('n', 'desc').limit(1).executeTakeFirst();
			return row?.content ?? null;
		},
	};
}
