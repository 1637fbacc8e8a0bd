/** Which column of a file is what: suggested from its heads, and changed by a person. */
export const rosterColumns = [
	'studentNumber',
	'name',
	'idType',
	'idNumber',
	'college',
	'className',
	'phone',
	'isLeaving',
	'leavingYear',
] as const;
export type RosterColumn = (typeof rosterColumns)[number];

/** Columns by their place from 0; a column that the file has not is absent. */
export type RosterMapping = Partial<Record<RosterColumn, number>>;

/** Without these nobody can be told from anybody. */
export const neededColumns = ['studentNumber', 'name'] as const satisfies readonly RosterColumn[];

/** Heads as schools write them; the first that fits wins. Whole heads first, then how one may begin or end. */
const heads: Record<RosterColumn, RegExp> = {
	studentNumber: /^(学号|学生号|学籍号|学生编号|studentnumber|studentid|studentno\.?)$/,
	name: /^(姓名|学生姓名|学生名字|名字|name|studentname)$/,
	idType: /^(证件类型|证件类别|证件种类|身份证件类型|身份证件类别|idtype)$/,
	idNumber: /^(身份证号码?|身份证|证件号码?|身份证件号码?|公民身份号码|居民身份证号码?|idnumber|idno\.?)$/,
	college: /^(学院|院系|院系名称|所在学院|学院名称|系|系别|系部|二级学院|college|faculty)$/,
	className: /^(班级|行政班|行政班级|班级名称|所在班级|班别|class|classname)$/,
	phone: /^(手机号?码?|联系电话|电话|电话号码|联系方式|移动电话|本人手机号?|phone|mobile)$/,
	isLeaving: /^(是否毕业班|毕业班|是否应届|是否毕业生|应届毕业生|是否应届毕业生)$/,
	leavingYear:
		/^(毕业年份|毕业年度|预计毕业年份|预计毕业年度|毕业时间|预计毕业时间|预计毕业日期|毕业日期|毕业届别|届别)$/,
};

/** As heads are compared: full-width signs, blanks, line ends, stars and what stands in brackets make no difference. */
export function plainHead(head: string): string {
	return head
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[\s*:_-]/g, '')
		.replace(/\(.*\)$/, '');
}

export function suggestMapping(headCells: readonly string[]): RosterMapping {
	const plain = headCells.map(plainHead);
	const mapping: RosterMapping = {};
	for (const column of rosterColumns) {
		const at = plain.findIndex((head) => heads[column].test(head));
		if (at >= 0) mapping[column] = at;
	}
	return mapping;
}

export function isComplete(mapping: RosterMapping): boolean {
	return neededColumns.every((column) => mapping[column] !== undefined);
}

/** The head row among the first rows: the one with the most heads that are known; -1 where none has two. */
export function headRowOf(rows: readonly (readonly string[])[]): number {
	const known = rows.map((cells) => Object.keys(suggestMapping(cells)).length);
	const most = Math.max(0, ...known);
	return most >= 2 ? known.indexOf(most) : -1;
}
