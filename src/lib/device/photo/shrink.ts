/** A photo made smaller: drawn anew, so nothing of the old file is left, EXIF and the place where it was taken least of all. */

/** Enough to read a stamped paper by. */
const longestSide = 2000;
const quality = 0.85;

interface Drawing {
	canvas: OffscreenCanvas | HTMLCanvasElement;
	toBlob(): Promise<Blob | null>;
}

export type DrawingOf = (width: number, height: number) => Drawing;

/** JPEG bytes, upright, at most 2000 px long. Rejects when the browser cannot read the picture. */
export async function shrinkPhoto(photo: Blob, drawingOf: DrawingOf): Promise<Uint8Array<ArrayBuffer>> {
	const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
	try {
		const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
		const width = Math.max(1, Math.round(picture.width * scale));
		const height = Math.max(1, Math.round(picture.height * scale));
		const { canvas, toBlob } = drawingOf(width, height);
		const pen = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;
		// JPEG knows no transparency: paper is white.
		pen.fillStyle = 'white';
		pen.fillRect(0, 0, width, height);
		pen.imageSmoothingQuality = 'high';
		pen.drawImage(picture, 0, 0, width, height);
		const blob = await toBlob();
		if (!blob) throw new Error('the browser draws no JPEG');
		return new Uint8Array(await blob.arrayBuffer());
	} finally {
		picture.close();
	}
}

export const offscreenDrawing: DrawingOf = (width, height) => {
	const canvas = new OffscreenCanvas(width, height);
	return { canvas, toBlob: () => canvas.convertToBlob({ type: 'image/jpeg', quality }) };
};

export const pageDrawing: DrawingOf = (width, height) => {
	const canvas = document.createElement('canvas');
	Object.assign(canvas, { width, height });
	return {
		canvas,
		toBlob: () => new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality)),
	};
};
