/** What a browser's own reader of bar and QR codes is; not every one has it. */
interface Detector {
	detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type Detectors = new () => Detector;

const everyMs = 250;

const detectors = () => (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;

export const canScan = () => detectors() !== undefined && 'mediaDevices' in navigator;

/**
 * Shows the camera in `video` and tells each text that a code holds: a text to look up, never an address to open. Rejects where there is
 * no camera, or none is allowed. Returns how to stop, which lets go of the camera.
 */
export async function scanCodes(
	video: HTMLVideoElement,
	onText: (text: string) => void,
): Promise<() => void> {
	const Detector = detectors();
	if (!Detector) throw new Error('no reader of codes');
	const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
	const detector = new Detector();
	video.srcObject = stream;
	const look = async () => {
		const [first] = await detector.detect(video).catch(() => []);
		if (first) onText(first.rawValue);
	};
	const looking = setInterval(() => void look(), everyMs);
	await video.play().catch(() => undefined);
	return () => {
		clearInterval(looking);
		for (const track of stream.getTracks()) track.stop();
		video.srcObject = null;
	};
}
