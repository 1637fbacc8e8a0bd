/** How far asking the registers about a person has come. */
import * as z from 'zod/mini';

export const registers = ['school', 'insurance', 'identity'] as const;
export type Register = (typeof registers)[number];

/** After so many tries without an answer the screens say that a reviewer checks by hand; asking goes on. */
export const triesUntilSilent = 3;

export const RegisterCheck = z.object({
	register: z.enum(registers),
	/** `no-record`: it answered, and knows nothing of the person. */
	result: z.enum(['waiting', 'silent', 'answered', 'no-record']),
	/** Real time of its answer, ms; null while there is none. */
	atMs: z.nullable(z.number()),
});
export type RegisterCheck = z.infer<typeof RegisterCheck>;

/** The facts that a reviewer may set by hand while no register tells them. */
export const settableFacts = {
	'student.registered': [true, false],
	insured: ['none', 'active-elsewhere'],
} as const;
export type SettableFact = keyof typeof settableFacts;
