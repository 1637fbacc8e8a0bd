/** Times on screens are those of the office: Asia/Shanghai, UTC+8 without daylight saving. */
const shanghaiOffsetMs = 8 * 3_600_000;

function shanghaiIso(timeMs: number): string {
	return new Date(timeMs + shanghaiOffsetMs).toISOString();
}

/** `09:12` */
export function clockTime(timeMs: number): string {
	return shanghaiIso(timeMs).slice(11, 16);
}

/** `10-15 09:12` */
export function dayAndTime(timeMs: number): string {
	return shanghaiIso(timeMs).slice(5, 16).replace('T', ' ');
}

/** `2022-10-15 09:12` */
export function fullTime(timeMs: number): string {
	return shanghaiIso(timeMs).slice(0, 16).replace('T', ' ');
}
