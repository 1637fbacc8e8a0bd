/** What a file may become when it is opened. Photos of phones have 12–50 million pixels. */
const maxPixels = 60_000_000;
/** Of one side: what browsers draw at all. */
const maxSide = 20_000;
/** A progressive JPEG is decoded once a scan. */
export const maxScans = 100;
/** Of a PNG's profile and texts. */
export const maxTextBytes = 4_000_000;
export const maxPdfPages = 100;
/** Everything that a PDF unpacks to, its pictures included: a hundred scanned pages have some 300 MB. */
export const maxPdfBytes = 500_000_000;
export const maxPdfStreams = 20_000;

/** Whether a picture of this size is refused; null: it is not. */
export function sizeRefusal(
	width: number,
	height: number,
): 'document.unreadable' | 'document.unpacks-too-large' | null {
	if (width < 1 || height < 1) return 'document.unreadable';
	const isTooLarge = width > maxSide || height > maxSide || width * height > maxPixels;
	return isTooLarge ? 'document.unpacks-too-large' : null;
}
