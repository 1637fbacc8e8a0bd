/** A file that somebody chose: looked at by its bytes, made smaller where it is a photo, refused in words where it cannot be used. */
import { documentRefusal, sniffType, type DocumentType } from '#shared/domain/document/document-type.ts';
import { maxDocumentBytes } from '#shared/domain/document/limits.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

/** Before it is made smaller: a phone's best camera stays below. */
const maxPhotoBytes = 60_000_000;
const headBytes = 32;

export interface ChosenFile {
	bytes: Uint8Array<ArrayBuffer>;
	type: DocumentType;
}

const read = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

/** Never rejects for what a file can be. */
export async function chooseFile(
	file: Blob,
	makeSmaller: (photo: Blob) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Result<ChosenFile, ErrorCode>> {
	const head = await read(file.slice(0, headBytes));
	const type = sniffType(head);
	if (type === null) return err(documentRefusal(head) ?? 'document.type-unknown');
	const isPhoto = type !== 'application/pdf';
	if (file.size > (isPhoto ? maxPhotoBytes : maxDocumentBytes)) return err('document.too-large');
	try {
		const bytes = isPhoto ? await makeSmaller(file) : await read(file);
		const code = bytes.length > maxDocumentBytes ? 'document.too-large' : documentRefusal(bytes);
		return code ? err(code) : ok({ bytes, type: isPhoto ? 'image/jpeg' : type });
	} catch (error) {
		if (error instanceof RefusalError) return err(error.refusal.code);
		throw error;
	}
}
