/** Tables of enrollment, review and payment. */
export interface FlowTables {}
