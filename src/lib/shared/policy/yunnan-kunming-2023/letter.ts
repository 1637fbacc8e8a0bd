import type { Letter } from '../scheme.ts';

/** The document's own words (Y9); punctuation made full-width, blanks of the scan removed. */
export const letter: Letter = {
	title: '承诺书',
	paragraphs: [
		'本人{name}，{idLabel}{idNumber}，在{school}属于参保资助对象，现到省属在昆高校就学，为避免重复参保缴费，现做如下承诺：',
		'一、我申请在{medicalDivision}参加省属在昆高校大学生医保，按省本级政策缴纳医保费并享受大学生医保待遇。',
		'二、我承诺自愿放弃享受参保资助对象参保政策，不在身份认定地参保。',
		'三、本人自愿承担因此产生的一切责任与后果。',
		'承诺人（签字）：',
		'{date}',
	],
	idLabels: {
		'resident-id': '身份证号',
		'hk-macao-taiwan-permit': '通行证号',
		passport: '护照号',
	},
	covers: ['name', 'idType', 'idNumber', 'medicalDivision', 'letterDate'],
	note: {
		zh: '“在……属于参保资助对象”一处，文件样例填的是学校，按文意应为身份认定地；这里照样例填写学校。',
		en: 'Where the letter says “in … is a funded person”, the document’s sample shows a school where the sense wants the place of identity; it is filled as in the sample.',
	},
	signing: {
		field: '电子承诺书上传',
		title: '绘制签名',
		instruction: '请用手指在虚线框中绘制签名',
		again: '点击重新签名',
		cites: ['Y5', 'Y6', 'Y9'],
	},
	cites: ['Y5', 'Y9'],
};
