/** What the account use cases ask of the outside. Rows are plain values; ids are UUIDs, times are real ms. */
import type { Role } from '#shared/domain/account/role.ts';

export interface AccountRow {
	id: string;
	phone: string;
	role: Role;
	schoolCode: string | null;
	/** Null until a password was set. */
	passwordHash: string | null;
	/** 32 bytes in base64; see the ADR on keys at rest. */
	unlockKey: string;
	createdAtMs: number;
}

/** The one person an account is bound to. Readable by the account itself and the system alone. */
export interface PersonRow {
	accountId: string;
	name: string;
	idType: string;
	idNumber: string;
	boundAtMs: number;
}

interface SessionRow {
	/** SHA-256 of the cookie's token: the database never holds what signs somebody in. */
	tokenHash: string;
	accountId: string;
	createdAtMs: number;
	lastUsedAtMs: number;
	expiresAtMs: number;
}

export type CodePurpose = 'sign-in' | 'set-password';

export interface OneTimeCodeRow {
	id: string;
	phone: string;
	purpose: CodePurpose;
	codeHash: string;
	createdAtMs: number;
	expiresAtMs: number;
	tries: number;
	used: boolean;
}

export interface AccountRepository {
	findById(id: string): Promise<AccountRow | null>;
	findByPhone(phone: string): Promise<AccountRow | null>;
	/** Adds the account unless the phone has one; answers with the phone's account either way. */
	addOrFind(account: AccountRow): Promise<AccountRow>;
	setPasswordHash(id: string, passwordHash: string): Promise<void>;
	/** How many accounts carry one of these phones. */
	countByPhones(phones: readonly string[]): Promise<number>;
}

export interface PersonRepository {
	findByIdNumber(idNumber: string): Promise<PersonRow | null>;
	findByAccount(accountId: string): Promise<PersonRow | null>;
	/** False, and nothing written, when the ID number or the account is bound already. */
	bind(person: PersonRow): Promise<boolean>;
}

export interface SessionRepository {
	add(session: SessionRow): Promise<void>;
	/** With role and school of the account as they are now. */
	find(tokenHash: string): Promise<(SessionRow & Pick<AccountRow, 'role' | 'schoolCode'>) | null>;
	touch(tokenHash: string, lastUsedAtMs: number, expiresAtMs: number): Promise<void>;
	remove(tokenHash: string): Promise<void>;
	removeOthersOf(accountId: string, keepTokenHash: string | null): Promise<void>;
	/** How many were removed. */
	removeExpired(nowMs: number): Promise<number>;
}

export interface OneTimeCodeRepository {
	/** Replaces the phone's earlier codes for the same purpose: only the newest works. */
	replace(code: OneTimeCodeRow): Promise<void>;
	findNewest(phone: string, purpose: CodePurpose): Promise<OneTimeCodeRow | null>;
	/** Counts a try before it is judged, so that parallel guesses are counted too; the count after it. */
	countTry(id: string): Promise<number>;
	/** False when somebody else has used it in the meantime. */
	use(id: string): Promise<boolean>;
	/** How many were removed. */
	removeExpired(nowMs: number): Promise<number>;
}

export interface LimitRepository {
	/** Counts one hit in the key's window; the number of hits in it and when it ends. */
	hit(key: string, windowMs: number, nowMs: number): Promise<{ hits: number; endsAtMs: number }>;
	/** How many were removed. */
	removeExpired(nowMs: number): Promise<number>;
}

/** Values that the whole server shares, e.g. the demo's offset of the business date. No personal data. */
export interface SettingRepository {
	get(key: string): Promise<string | null>;
	set(key: string, value: string): Promise<void>;
}

/** What the database was made with, and every backup of it holds. */
export interface SecretRepository {
	/** What accounts' ids and unlock keys are made from. */
	accountRoot(): Promise<string>;
}

export interface AccountTx {
	accounts: AccountRepository;
	persons: PersonRepository;
	sessions: SessionRepository;
	oneTimeCodes: OneTimeCodeRepository;
	limits: LimitRepository;
	settings: SettingRepository;
	secrets: SecretRepository;
}

/** Text messages. Every method rejects with RefusalError `auth.sms-silent`. */
export interface SmsPort {
	sendCode(message: { phone: string; code: string; purpose: CodePurpose }): Promise<void>;
	/** The words are the service's template: nothing personal is handed over. What was sent under one id is not sent again. */
	sendNotice(message: { id: string; phone: string; kind: string }): Promise<void>;
}

interface PersonClaim {
	name: string;
	idType: string;
	idNumber: string;
	phone: string;
}

/** A register's word on one person; `not-known` means that the register has no record. */
export interface InsuranceStatus {
	insured: 'none' | 'active-elsewhere' | 'lump-sum';
	/** The last year paid, `YYYY`. */
	lumpSumThrough: string | null;
	/** The register that said so, e.g. 昆明市医保. */
	place: string | null;
}

export interface SchoolRegisterEntry {
	schoolCode: string;
	studentNumber: string | null;
	enrolled: boolean;
	graduatesOn: string | null;
}

/** An identity that entitles to funding or help (特殊人员身份; Y8, C6, C7), as its authority certifies it. */
export interface SpecialIdentity {
	kind: string;
	certifiedIn: string;
	/** Who certifies it, in words, or null. */
	authority: string | null;
}

/** The registers of persons, insurance, schools and identities. Every method rejects with RefusalError `auth.register-silent`. */
export interface RegisterPort {
	verifyPerson(claim: PersonClaim): Promise<'match' | 'mismatch' | 'unknown'>;
	insuranceStatus(idNumber: string): Promise<InsuranceStatus | 'not-known'>;
	/** Those in force; empty: the person is on record, with none. */
	specialIdentities(idNumber: string): Promise<SpecialIdentity[] | 'not-known'>;
	schoolRegister(idNumber: string): Promise<SchoolRegisterEntry | 'not-known'>;
}
