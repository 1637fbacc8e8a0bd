/** The environment, read once. Nothing else in the product reads `process.env`. */
import path from 'node:path';
import * as z from 'zod/mini';
import {
	retentionClasses,
	type RetentionClass,
	type RetentionDays,
} from '#server/usecase/retention/classes.ts';
import { isIsoDate } from '#shared/std/date.ts';

/** Known to everybody who reads the source: good for trying the product, refused in production. */
export const demoSecrets = {
	gateway: 'demo-gateway-secret',
	register: 'demo-register-secret',
	sms: 'demo-sms-secret',
} as const;

export interface Config {
	mode: 'demo' | 'production';
	port: number;
	/** The address to listen on; absent: every one. */
	host: string | undefined;
	dataDir: string;
	/** Null: the embedded database under `dataDir`. */
	databaseUrl: string | null;
	/** How the office decides claims: by when, and from which amount on with a second person. */
	claimReview: { workingDays: number; secondPersonAboveFen: number };
	/** How long what is kept. */
	retentionDays: RetentionDays;
	/** How long a case stays in a reviewer's hands, and how many of a hundred are set aside from an approval of many. */
	review: { holdMinutes: number; samplePercent: number };
	/** Where the demo's business date starts on its first day. */
	demoStartDate: string;
	/** `payUrl`: where a person's browser finds the demo's cashier. */
	gateway: { url: string; secret: string; payUrl: string };
	register: { url: string; secret: string };
	sms: { url: string; secret: string };
	/** 32 bytes in base64url that wrap the schools' private keys; null: none is configured. */
	schoolKeyMaster: string | null;
	/** Whether staff reach anything without a second factor. */
	staffSecondFactor: 'required' | 'offered';
	push: {
		/** VAPID keys in base64url; null: none are configured. */
		keys: { publicKey: string; privateKey: string } | null;
		/** Who sends, for the push services. */
		subject: string;
		/** Demo only. */
		testOrigin: string | null;
	};
	/** A bucket for stored files; null: the folder `documents` under `dataDir`. */
	s3: { url: string; region: string; accessKeyId: string; secretAccessKey: string } | null;
	/** The address that people open; its origin is the only one that may change anything. */
	publicUrl: string;
	/** How many proxies of our own stand before us; their forwarded address is believed. */
	trustedProxies: number;
	logLevel: string;
	/** The built app. */
	buildDir: string;
}

const secondFactorByMode = { demo: 'offered', production: 'required' } as const;

/** What is wrong with the environment, in words that name the variable. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

const text = z.optional(z.string());
const wholeNumber = z.optional(z.string().check(z.regex(/^\d{1,5}$/, 'is not a whole number')));
const url = z.optional(z.url({ protocol: /^https?$/, error: 'is not a http(s) address' }));

/** `feedback=365,contacts=never` */
const retentionPattern = /^([a-z-]+)=(never|[1-9]\d{0,4})$/;
function isRetention(list: string): boolean {
	return list.split(',').every((item) => {
		const found = retentionPattern.exec(item);
		return found !== null && Object.hasOwn(retentionClasses, found[1]!);
	});
}
function retentionOf(list: string | undefined): RetentionDays {
	const days: Record<RetentionClass, number | null> = { ...retentionClasses };
	for (const item of list?.split(',') ?? []) {
		const [, kind, kept] = retentionPattern.exec(item)!;
		days[kind as RetentionClass] = kept === 'never' ? null : Number(kept);
	}
	return days;
}

const Environment = z.object({
	MODE: z.optional(z.enum(['demo', 'production'], 'is neither demo nor production')),
	PORT: wholeNumber,
	HOST: text,
	DATA_DIR: text,
	DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//, 'is not a postgres:// address'))),
	ALLOW_EMBEDDED_DATABASE: z.optional(z.enum(['yes', 'no'], 'is neither yes nor no')),
	BUSINESS_DATE: z.optional(z.string().check(z.refine(isIsoDate, 'is not a date YYYY-MM-DD'))),
	CLAIM_WORKING_DAYS: wholeNumber,
	CLAIM_SECOND_PERSON_ABOVE_YUAN: z.optional(
		z.string().check(z.regex(/^\d{1,7}$/, 'is not a whole number of yuan')),
	),
	RETENTION_DAYS: z.optional(
		z.string().check(z.refine(isRetention, 'is not a list of CLASS=DAYS or CLASS=never')),
	),
	REVIEW_HOLD_MINUTES: z.optional(z.string().check(z.regex(/^[1-9]\d{0,3}$/, 'is not a number of minutes'))),
	REVIEW_SAMPLE_PERCENT: z.optional(
		z.string().check(z.regex(/^(\d|[1-9]\d|100)$/, 'is not a whole number up to 100')),
	),
	GATEWAY_URL: url,
	GATEWAY_PAY_URL: url,
	GATEWAY_SECRET: text,
	REGISTER_URL: url,
	REGISTER_SECRET: text,
	SMS_URL: url,
	SMS_SECRET: text,
	SCHOOL_KEY_MASTER: z.optional(
		z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'is not 32 bytes in base64url')),
	),
	STAFF_SECOND_FACTOR: z.optional(z.enum(['required', 'offered'], 'is neither required nor offered')),
	PUSH_PUBLIC_KEY: z.optional(
		z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/, 'is not a VAPID key of 65 bytes in base64url')),
	),
	PUSH_PRIVATE_KEY: z.optional(
		z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'is not a VAPID key of 32 bytes in base64url')),
	),
	PUSH_SUBJECT: z.optional(
		z.string().check(z.regex(/^(mailto:|https:\/\/)./, 'is neither mailto: nor https:')),
	),
	PUSH_TEST_ORIGIN: url,
	DOCUMENT_STORE: z.optional(z.enum(['disk', 's3'], 'is neither disk nor s3')),
	S3_URL: url,
	S3_REGION: text,
	S3_ACCESS_KEY_ID: text,
	S3_SECRET_ACCESS_KEY: text,
	PUBLIC_URL: url,
	TRUSTED_PROXIES: wholeNumber,
	LOG_LEVEL: z.optional(
		z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is no log level'),
	),
	BUILD_DIR: text,
});
type Environment = z.infer<typeof Environment>;

/** Throws ConfigError with a line for each variable that is missing or wrong; never repeats a value. */
export function readConfig(environment: Record<string, string | undefined>): Config {
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	const parsed = Environment.safeParse(given);
	if (!parsed.success) {
		throw new ConfigError(parsed.error.issues.map((i) => `${String(i.path[0])} ${i.message}`).join('\n'));
	}
	const mode = parsed.data.MODE ?? 'demo';
	const problems = mode === 'production' ? productionProblems(parsed.data) : [];
	if (!parsed.data.PUSH_PUBLIC_KEY !== !parsed.data.PUSH_PRIVATE_KEY) {
		problems.push('PUSH_PUBLIC_KEY and PUSH_PRIVATE_KEY go together: one is not set');
	}
	if (
		mode === 'production' &&
		parsed.data.STAFF_SECOND_FACTOR !== 'offered' &&
		!parsed.data.SCHOOL_KEY_MASTER
	) {
		problems.push(
			'SCHOOL_KEY_MASTER is not set: without it nobody of the staff can set up the second factor that they need; ' +
				'set STAFF_SECOND_FACTOR=offered to let them work without one',
		);
	}
	problems.push(...s3Problems(parsed.data, mode));
	if (problems.length > 0) throw new ConfigError(problems.join('\n'));
	return toConfig(parsed.data, mode);
}

function toConfig(env: Environment, mode: Config['mode']): Config {
	const port = Number(env.PORT ?? 3000);
	const gatewayUrl = env.GATEWAY_URL ?? 'http://127.0.0.1:3001';
	const registerUrl = env.REGISTER_URL ?? 'http://127.0.0.1:3002';
	return {
		mode,
		port,
		host: env.HOST,
		dataDir: path.resolve(env.DATA_DIR ?? './data'),
		databaseUrl: env.DATABASE_URL ?? null,
		claimReview: {
			workingDays: Number(env.CLAIM_WORKING_DAYS ?? 30),
			secondPersonAboveFen: Number(env.CLAIM_SECOND_PERSON_ABOVE_YUAN ?? 5_000) * 100,
		},
		retentionDays: retentionOf(env.RETENTION_DAYS),
		review: {
			holdMinutes: Number(env.REVIEW_HOLD_MINUTES ?? 30),
			samplePercent: Number(env.REVIEW_SAMPLE_PERCENT ?? 5),
		},
		demoStartDate: env.BUSINESS_DATE ?? '2022-10-15',
		gateway: {
			url: gatewayUrl,
			payUrl: env.GATEWAY_PAY_URL ?? gatewayUrl,
			secret: env.GATEWAY_SECRET ?? demoSecrets.gateway,
		},
		register: { url: registerUrl, secret: env.REGISTER_SECRET ?? demoSecrets.register },
		sms: { url: env.SMS_URL ?? registerUrl, secret: env.SMS_SECRET ?? demoSecrets.sms },
		schoolKeyMaster: env.SCHOOL_KEY_MASTER ?? null,
		staffSecondFactor: env.STAFF_SECOND_FACTOR ?? secondFactorByMode[mode],
		push: pushOf(env),
		s3: s3Of(env),
		publicUrl: env.PUBLIC_URL ?? `http://localhost:${port}`,
		trustedProxies: Number(env.TRUSTED_PROXIES ?? 0),
		logLevel: env.LOG_LEVEL ?? 'info',
		buildDir: path.resolve(env.BUILD_DIR ?? './build'),
	};
}

function s3Of(env: Environment): Config['s3'] {
	if (env.DOCUMENT_STORE !== 's3') return null;
	return {
		url: env.S3_URL!,
		region: env.S3_REGION ?? 'us-east-1',
		accessKeyId: env.S3_ACCESS_KEY_ID!,
		secretAccessKey: env.S3_SECRET_ACCESS_KEY!,
	};
}

function s3Problems(env: Environment, mode: Config['mode']): string[] {
	if (env.DOCUMENT_STORE !== 's3') return [];
	const needed = ['S3_URL', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
	const problems = needed.filter((name) => !env[name]).map((name) => `${name} is not set`);
	if (mode === 'production' && env.S3_URL?.startsWith('http:')) {
		problems.push('S3_URL is not https: files would cross the network in the clear');
	}
	return problems;
}

function pushOf(env: Environment): Config['push'] {
	const { PUSH_PUBLIC_KEY: publicKey, PUSH_PRIVATE_KEY: privateKey, PUBLIC_URL: ownUrl } = env;
	const ownSubject = ownUrl?.startsWith('https://') ? ownUrl : 'mailto:demo@campuscover.example';
	return {
		keys: publicKey && privateKey ? { publicKey, privateKey } : null,
		subject: env.PUSH_SUBJECT ?? ownSubject,
		testOrigin: env.PUSH_TEST_ORIGIN ? new URL(env.PUSH_TEST_ORIGIN).origin : null,
	};
}

const minSecretLength = 16;

function productionProblems(env: Environment): string[] {
	const problems: string[] = [];
	for (const service of ['GATEWAY', 'REGISTER', 'SMS'] as const) {
		if (!env[`${service}_URL`]) problems.push(`${service}_URL is not set: production needs the real service`);
		const secret = env[`${service}_SECRET`];
		if (!secret) problems.push(`${service}_SECRET is not set`);
		else if (Object.values<string>(demoSecrets).includes(secret)) {
			problems.push(`${service}_SECRET is a demo secret, which everybody knows`);
		} else if (secret.length < minSecretLength) {
			problems.push(`${service}_SECRET is shorter than ${minSecretLength} signs`);
		}
	}
	if (!env.PUBLIC_URL?.startsWith('https://')) problems.push('PUBLIC_URL is not set to a https:// address');
	if (!env.DATABASE_URL && env.ALLOW_EMBEDDED_DATABASE !== 'yes') {
		problems.push(
			'DATABASE_URL is not set: the embedded database does not survive a power cut; ' +
				'set ALLOW_EMBEDDED_DATABASE=yes to use it all the same',
		);
	}
	if (env.PUSH_TEST_ORIGIN)
		problems.push('PUSH_TEST_ORIGIN is set: production calls real push services only');
	if (env.BUSINESS_DATE) problems.push('BUSINESS_DATE is set: production uses today in Asia/Shanghai');
	return problems;
}
