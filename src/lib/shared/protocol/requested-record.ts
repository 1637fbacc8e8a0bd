/** A person asks the office for everything that is held about them: what staff say of the person and of the request. */
import * as z from 'zod/mini';
import { maxRequestReference, maxRequestWords } from '../domain/review/record-request.ts';
import { Text } from '../domain/text.ts';
import { BindPersonInput } from './account.ts';

const Said = (max: number) =>
	z
		.pipe(
			Text(max),
			z.transform((text) => text.trim()),
		)
		.check(z.minLength(1));

export const RequestedRecordInput = z.strictObject({
	...BindPersonInput.shape,
	/** By which the office's own papers have the request. */
	reference: Said(maxRequestReference),
	reason: Said(maxRequestWords),
});
export type RequestedRecordInput = z.infer<typeof RequestedRecordInput>;
