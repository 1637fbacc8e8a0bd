import { describe, expect, it } from 'vitest';
import { retentionClasses } from '#server/usecase/retention/classes.ts';
import { ConfigError, demoSecrets, readConfig } from '#server/boot/config.ts';

const production = {
	MODE: 'production',
	DATABASE_URL: 'postgres://u:p@db/campuscover',
	PUBLIC_URL: 'https://campus.example',
	GATEWAY_URL: 'https://tax.example',
	GATEWAY_SECRET: 'a-long-gateway-secret',
	REGISTER_URL: 'https://register.example',
	REGISTER_SECRET: 'a-long-register-secret',
	SMS_URL: 'https://sms.example',
	SMS_SECRET: 'a-long-secret-for-sms',
	SCHOOL_KEY_MASTER: 'k'.repeat(43),
};

function refusal(environment: Record<string, string | undefined>): string {
	try {
		readConfig(environment);
	} catch (error) {
		if (error instanceof ConfigError) return error.message;
		throw error;
	}
	return 'accepted';
}

describe('the configuration', () => {
	it('needs nothing for the demo', () => {
		const config = readConfig({});
		expect(config).toMatchObject({
			mode: 'demo',
			port: 3000,
			databaseUrl: null,
			demoStartDate: '2022-10-15',
		});
		expect(config.gateway.secret).toBe(demoSecrets.gateway);
	});

	it('takes an empty variable for one that is not set', () => {
		expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: null, port: 3000 });
	});

	it('takes a complete production environment', () => {
		expect(readConfig(production)).toMatchObject({
			mode: 'production',
			databaseUrl: production.DATABASE_URL,
		});
	});

	it('keeps what ends by itself as long as it is told, and for ever where it is told so', () => {
		const { retentionDays } = readConfig({ RETENTION_DAYS: 'feedback=365,contacts=never' });
		expect(retentionDays).toEqual({ ...retentionClasses, feedback: 365, contacts: null });
		for (const wrong of [
			'feedback',
			'feedback=0',
			'everything=3',
			'feedback=3;contacts=4',
			'constructor=3',
		]) {
			expect(refusal({ RETENTION_DAYS: wrong })).toMatch(/^RETENTION_DAYS is not a list/);
		}
	});

	it('offers no pushes in production without keys, and takes the two together', () => {
		expect(readConfig(production).push).toMatchObject({ keys: null, testOrigin: null });
		const keys = { PUSH_PUBLIC_KEY: 'p'.repeat(87), PUSH_PRIVATE_KEY: 'k'.repeat(43) };
		expect(readConfig({ ...production, ...keys }).push).toEqual({
			keys: { publicKey: 'p'.repeat(87), privateKey: 'k'.repeat(43) },
			subject: production.PUBLIC_URL,
			testOrigin: null,
		});
	});

	it('offers no drives in production without a master key, and takes one of 32 bytes', () => {
		const without = { ...production, SCHOOL_KEY_MASTER: undefined, STAFF_SECOND_FACTOR: 'offered' };
		expect(readConfig(without).schoolKeyMaster).toBeNull();
		expect(readConfig(production).schoolKeyMaster).toBe(production.SCHOOL_KEY_MASTER);
		expect(refusal({ SCHOOL_KEY_MASTER: 'short' })).toBe('SCHOOL_KEY_MASTER is not 32 bytes in base64url');
	});

	it('requires a second factor of staff in production, and a master key to keep it under', () => {
		expect(readConfig({}).staffSecondFactor).toBe('offered');
		expect(readConfig({ STAFF_SECOND_FACTOR: 'required' }).staffSecondFactor).toBe('required');
		expect(readConfig(production).staffSecondFactor).toBe('required');
		expect(refusal({ ...production, SCHOOL_KEY_MASTER: undefined })).toMatch(/^SCHOOL_KEY_MASTER is not set/);
		expect(refusal({ STAFF_SECOND_FACTOR: 'yes' })).toContain('STAFF_SECOND_FACTOR');
	});

	it.each([
		['DATABASE_URL', undefined],
		['PUBLIC_URL', undefined],
		['PUBLIC_URL', 'http://campus.example'],
		['GATEWAY_URL', undefined],
		['GATEWAY_SECRET', undefined],
		['GATEWAY_SECRET', demoSecrets.gateway],
		['REGISTER_SECRET', demoSecrets.register],
		['SMS_SECRET', demoSecrets.sms],
		['SMS_SECRET', 'short'],
		['REGISTER_URL', undefined],
		['PUSH_PRIVATE_KEY', 'k'.repeat(43)],
		['PUSH_PUBLIC_KEY', 'short'],
		['PUSH_SUBJECT', 'http://campus.example'],
		['PUSH_TEST_ORIGIN', 'http://127.0.0.1:4000'],
		['SMS_URL', 'ftp://sms.example'],
		['BUSINESS_DATE', '2022-10-15'],
	])('refuses production with %s = %s, naming it', (variable, value) => {
		expect(refusal({ ...production, [variable]: value })).toContain(variable);
	});

	it('takes the embedded database in production only when told so', () => {
		const embedded = { ...production, DATABASE_URL: undefined };
		expect(refusal(embedded)).toContain('ALLOW_EMBEDDED_DATABASE');
		expect(refusal({ ...embedded, ALLOW_EMBEDDED_DATABASE: 'yes' })).toBe('accepted');
	});

	it('names what is wrong and never repeats a value', () => {
		const words = refusal({
			MODE: 'prod',
			PORT: 'eighty',
			BUSINESS_DATE: '2022-02-30',
			SMS_URL: 'secret-place',
		});
		for (const variable of ['MODE', 'PORT', 'BUSINESS_DATE', 'SMS_URL']) expect(words).toContain(variable);
		expect(words).not.toMatch(/eighty|secret-place/);
	});
});

describe('where files are stored', () => {
	const bucket = {
		DOCUMENT_STORE: 's3',
		S3_URL: 'https://s3.example.com/campuscover',
		S3_ACCESS_KEY_ID: 'id',
		S3_SECRET_ACCESS_KEY: 'secret',
	};

	it('is the disk unless a bucket is asked for', () => {
		expect(readConfig({ S3_URL: bucket.S3_URL }).s3).toBeNull();
		expect(readConfig(bucket).s3).toEqual({
			url: bucket.S3_URL,
			region: 'us-east-1',
			accessKeyId: 'id',
			secretAccessKey: 'secret',
		});
	});

	it('names what is missing of a bucket, and repeats no value', () => {
		expect(() => readConfig({ ...bucket, S3_SECRET_ACCESS_KEY: '' })).toThrow(
			'S3_SECRET_ACCESS_KEY is not set',
		);
		expect(() => readConfig({ ...bucket, DOCUMENT_STORE: 'tape' })).toThrow(
			'DOCUMENT_STORE is neither disk nor s3',
		);
	});
});
