import type { Phone } from './phone.ts';

/** Every string and byte of every row, as the bytes that an engine may lay on disk. */
function bytesOf(value: unknown): Buffer[] {
	if (value instanceof ArrayBuffer) return [Buffer.from(value)];
	if (typeof value === 'string') return [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le')];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => [...bytesOf(key), ...bytesOf(member)]);
}

/** Which of the texts lie on the disk in the clear, in UTF-8 or UTF-16LE. */
export async function foundInRows(phone: Phone, secrets: string[]): Promise<string[]> {
	const bytes = bytesOf(await phone.rows());
	return secrets.filter((secret) =>
		(['utf8', 'utf16le'] as const).some((encoding) =>
			bytes.some((part) => part.includes(Buffer.from(secret, encoding))),
		),
	);
}
