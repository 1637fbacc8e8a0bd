/** Apart from the schema, so that it can be asked whether there is a database without the code that opens it. */
export const databaseName = 'campuscover';
