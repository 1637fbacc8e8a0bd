/** Money is a whole number of fen (1 yuan = 100 fen). */
export type Fen = number;

/** 35000 → "350", 35050 → "350.50": as amounts are written in the sources. */
export function formatYuan(fen: Fen): string {
	const sign = fen < 0 ? '-' : '';
	const yuan = Math.floor(Math.abs(fen) / 100);
	const cents = Math.abs(fen) % 100;
	return cents === 0 ? `${sign}${yuan}` : `${sign}${yuan}.${String(cents).padStart(2, '0')}`;
}
