import { describe, expect, it } from 'vitest';
import { BindPersonInput } from '#shared/protocol/account.ts';

const accepts = (name: string) =>
	BindPersonInput.safeParse({ name, idType: 'passport', idNumber: 'E12345678' }).success;

describe('binding a person', () => {
	it('takes any name that the form’s field holds, its rarest characters counted once', () => {
		expect(accepts('古'.repeat(200))).toBe(true);
		expect(accepts('𬭼'.repeat(200))).toBe(true);
	});

	it('refuses none and one beyond it', () => {
		expect(accepts('')).toBe(false);
		expect(accepts('古'.repeat(201))).toBe(false);
	});
});
