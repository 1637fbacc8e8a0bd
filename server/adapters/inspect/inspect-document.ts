import { documentRefusal, sniffType } from '#shared/domain/document/document-type.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { inspectJpeg } from './inspect-jpeg.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { inspectPng } from './inspect-png.ts';
import { inspectWebp } from './inspect-webp.ts';

/** Why a whole file is not taken; null: it is. */
export async function inspectDocument(file: Uint8Array): Promise<ErrorCode | null> {
	const refusal = documentRefusal(file);
	if (refusal) return refusal;
	const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
	switch (sniffType(file)!) {
		case 'image/jpeg':
			return inspectJpeg(bytes);
		case 'image/png':
			return inspectPng(bytes);
		case 'image/webp':
			return inspectWebp(bytes);
		case 'application/pdf':
			return inspectPdf(bytes);
	}
}
