import { measuredSide, photoHint, sharpnessOf, type PhotoHint } from './sharpness.ts';

/** What might make this photo hard to read; null where nothing does, or it cannot be told. Never rejects. */
export async function lookOver(photo: Blob): Promise<PhotoHint | null> {
	try {
		const whole = await createImageBitmap(photo);
		const { width, height } = whole;
		const scale = Math.min(1, measuredSide / Math.max(width, height));
		const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
		const canvas = document.createElement('canvas');
		Object.assign(canvas, { width: w, height: h });
		const pen = canvas.getContext('2d', { willReadFrequently: true });
		pen?.drawImage(whole, 0, 0, w, h);
		whole.close();
		const pixels = pen?.getImageData(0, 0, w, h);
		return pixels ? photoHint(sharpnessOf(pixels.data, w, h), Math.min(width, height)) : null;
	} catch {
		return null;
	}
}
