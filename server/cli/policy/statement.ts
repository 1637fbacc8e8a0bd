import { formatYuan } from '#shared/std/money.ts';

/** What a diff is sorted by, in this order. */
export const sections = ['金额', '时间', '材料', '待遇', '规则', '渠道', '表格', '学校', '联系'] as const;

export interface Statement {
	section: (typeof sections)[number];
	/** The same in two schemes: what is compared. */
	key: string;
	about: string;
	who: string;
	value: string;
	cites: string[];
}

export const everyone = '全体学生';

export function yuan(fen: number | null): string {
	return fen === null ? '文件没有写' : `${formatYuan(fen)}元`;
}
