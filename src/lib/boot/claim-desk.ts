import type { ClaimDesk } from '#lib/app/claim/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { lookOver } from '#lib/device/photo/look-over.ts';
import { makeSmaller } from '#lib/device/photo/photo-maker.ts';
import { fetchDocument } from '#lib/transport/document-wire.ts';
import { uploadFeed } from './upload-feed.ts';

/** Wires claims for their screens; loaded with the first of them. */
export async function openClaimDesk(device: Device): Promise<ClaimDesk> {
	const [claims, documents] = await Promise.all([device.claims(), device.documents()]);
	void documents.dropUnnamed().catch(() => undefined);
	return { claims, documents, uploads: uploadFeed, makeSmaller, lookOver, fetchDocument };
}
