export const findUser = 'select 1'
