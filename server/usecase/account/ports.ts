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
	find(
		tokenHash: string,
	): Promise<(SessionRow & Pick<AccountRow, 'role' | 'schoolCode'> & { hasSecondFactor: boolean }) | null>;
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

/** What an account proves beside its phone or password. */
interface SecondFactorRow {
	accountId: string;
	/** Opens by the configured master key alone. */
	wrappedSecret: string;
	begunAtMs: number;
	/** Null while the first code is waited for: until then it asks nobody for anything. */
	confirmedAtMs: number | null;
	/** The newest time step whose code was used: no code of it, or of one before, works again. */
	lastStep: number;
}

export interface SecondFactorRepository {
	find(accountId: string): Promise<SecondFactorRow | null>;
	/** In the place of an earlier one that was never confirmed; false, and nothing written, where one is confirmed. */
	begin(of: Pick<SecondFactorRow, 'accountId' | 'wrappedSecret' | 'begunAtMs'>): Promise<boolean>;
	/** False when it was begun anew, or confirmed, in the meantime. */
	confirm(
		of: Pick<SecondFactorRow, 'accountId' | 'wrappedSecret'>,
		step: number,
		atMs: number,
	): Promise<boolean>;
	/** False when this step's code, or a later one, was used already. */
	useStep(accountId: string, step: number): Promise<boolean>;
	/** With its recovery codes; false where there was none. */
	remove(accountId: string): Promise<boolean>;
	replaceRecoveryCodes(accountId: string, hashes: readonly string[]): Promise<void>;
	/** False where there is none like it, or it was used. */
	useRecoveryCode(accountId: string, hash: string): Promise<boolean>;
	countRecoveryCodes(accountId: string): Promise<number>;
}

export type SignInWay = 'code' | 'password';

/** Half-way through a sign-in: the first proof was given, the second is waited for. */
interface SignInTicketRow {
	/** SHA-256 of what the person's app holds. */
	tokenHash: string;
	accountId: string;
	way: SignInWay;
	tries: number;
	expiresAtMs: number;
}

export interface SignInTicketRepository {
	add(ticket: SignInTicketRow): Promise<void>;
	/** Counts a try before it is judged; the ticket after it, null where there is none. */
	countTry(tokenHash: string): Promise<SignInTicketRow | null>;
	/** False when somebody else has used it in the meantime. */
	use(tokenHash: string): Promise<boolean>;
	removeOf(accountId: string): Promise<void>;
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
	secondFactors: SecondFactorRepository;
	signInTickets: SignInTicketRepository;
	limits: LimitRepository;
	settings: SettingRepository;
	secrets: SecretRepository;
}

/** Codes that change with time (RFC 6238). A secret leaves it in the clear only once, to the person that it is made for. */
export interface SecondFactorPort {
	/** `key` to type, `uri` to scan; `label` is what the person's app shows. */
	make(of: { accountId: string; label: string }): Promise<{ wrapped: string; key: string; uri: string }>;
	/**
	 * The time step whose code this is, one step before and after now included; null: of none. Throws RefusalError
	 * `auth.second-factor-closed` where the secret does not open with the configured master key.
	 */
	stepOf(tried: { accountId: string; wrapped: string; code: string; nowMs: number }): Promise<number | null>;
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
