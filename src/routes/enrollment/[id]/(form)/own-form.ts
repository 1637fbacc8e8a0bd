import type { Scheme } from '#shared/policy/scheme.ts';

/** Whether the document lists no fields, so that every question is the product's own. */
export function isOwnForm({ form }: Scheme): boolean {
	const fields = form.parts.flatMap(({ steps }) => steps.flatMap((step) => step.fields));
	return fields.every(({ origin }) => origin === 'product');
}
