/** Start, JFIF, one frame of 768 × 1024, the head of its scan. */
const head = [
	...[0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
	...[0xff, 0xc0, 0, 17, 8, 4, 0, 3, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
	...[0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0],
];

/** Makes noise a JPEG in form, in place: whole to whoever reads its segments, a picture to nobody. Of what is too short, the beginning. */
export function asJpeg(noise: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	for (const [i, byte] of noise.entries()) if (byte === 0xff) noise[i] = 0xfe;
	noise.set(head.slice(0, noise.length));
	if (noise.length > head.length + 2) noise.set([0xff, 0xd9], noise.length - 2);
	return noise;
}
