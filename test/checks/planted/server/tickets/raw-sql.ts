// sql-in-queries-only
export { default } from 'pg'
