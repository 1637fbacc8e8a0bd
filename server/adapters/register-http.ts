import * as z from 'zod/mini';
import { RefusalError } from '#shared/errors/refusal.ts';
import { stopRefusals } from '#shared/domain/stop/stop-form.ts';
import type { RegisterPort } from '#server/usecase/account/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import type { StopPort } from '#server/usecase/stop/ports.ts';
import { postJson } from './http-json.ts';

const timeoutMs = 5_000;

const Verdict = z.object({ result: z.enum(['match', 'mismatch', 'unknown']) });
const NotKnown = z.object({ known: z.literal(false) });
const Insurance = z.discriminatedUnion('known', [
	NotKnown,
	z.object({
		known: z.literal(true),
		insured: z.enum(['none', 'active-elsewhere', 'lump-sum']),
		lumpSumThrough: z.nullable(z.string()),
		place: z.nullable(z.string()),
	}),
]);
const School = z.discriminatedUnion('known', [
	NotKnown,
	z.object({
		known: z.literal(true),
		schoolCode: z.string(),
		studentNumber: z.nullable(z.string()),
		enrolled: z.boolean(),
		graduatesOn: z.nullable(z.iso.date()),
	}),
]);

const Stopped = z.discriminatedUnion('result', [
	z.object({
		result: z.literal('stopped'),
		receiptNumber: z.string().check(z.minLength(1)),
		stoppedAtMs: z.number(),
	}),
	z.object({ result: z.literal('refused'), reason: z.enum(stopRefusals) }),
]);
const Unknown = z.object({ result: z.literal('unknown') });

const Identities = z.discriminatedUnion('known', [
	NotKnown,
	z.object({
		known: z.literal(true),
		identities: z.array(
			z.object({
				// The scheme's words; which of them a scheme knows, its rules say.
				kind: z.string(),
				certifiedIn: z.string(),
				authority: z.nullable(z.string()),
			}),
		),
	}),
]);

/** Speaks the registers' contract of docs/ports.md. Numbers of persons travel in bodies, never in addresses. */
export function createRegisterHttp(
	{ url, secret }: { url: string; secret: string },
	logger: LoggerPort,
): RegisterPort & StopPort {
	async function ask<T>(path: string, body: unknown, answer: z.ZodMiniType<T>): Promise<T> {
		try {
			const reply = await postJson({ baseUrl: url, path, secret, body, timeoutMs });
			const parsed = answer.safeParse(reply);
			if (!parsed.success) throw new Error('an answer of another shape');
			return parsed.data;
		} catch (error) {
			logger.warn({ service: 'register', path, reason: (error as Error).message }, 'outside service silent');
			throw new RefusalError({ code: 'auth.register-silent', retryAfterSeconds: 30 });
		}
	}
	return {
		async verifyPerson({ name, idType, idNumber, phone }) {
			const body = { name, idType, idNumber, phone };
			return (await ask('/registers/persons/verify', body, Verdict)).result;
		},
		async insuranceStatus(idNumber) {
			const answer = await ask('/registers/insurance', { idNumber }, Insurance);
			if (!answer.known) return 'not-known';
			const { insured, lumpSumThrough, place } = answer;
			return { insured, lumpSumThrough, place };
		},
		async specialIdentities(idNumber) {
			const answer = await ask('/registers/identities', { idNumber }, Identities);
			return answer.known ? answer.identities : 'not-known';
		},
		stopInsurance: (requestId, form) => ask('/registers/insurance/stop', { requestId, ...form }, Stopped),
		async stopState(requestId) {
			const answer = await ask('/registers/insurance/stop-state', { requestId }, z.union([Unknown, Stopped]));
			return answer.result === 'unknown' ? 'unknown' : answer;
		},
		async schoolRegister(idNumber) {
			const answer = await ask('/registers/schools', { idNumber }, School);
			if (!answer.known) return 'not-known';
			const { schoolCode, studentNumber, enrolled, graduatesOn } = answer;
			return { schoolCode, studentNumber, enrolled, graduatesOn };
		},
	};
}
