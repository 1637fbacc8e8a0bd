/** A person asks the office for everything that is held about them: what staff say of the person and of the request. */
import * as z from 'zod/mini';
import { maxRequestReference, maxRequestWords } from '../domain/review/record-request.ts';
import { SaidText } from '../domain/text.ts';
import { BindPersonInput } from './account.ts';

export const RequestedRecordInput = z.strictObject({
	...BindPersonInput.shape,
	/** By which the office's own papers have the request. */
	reference: SaidText(maxRequestReference),
	reason: SaidText(maxRequestWords),
});
export type RequestedRecordInput = z.infer<typeof RequestedRecordInput>;
