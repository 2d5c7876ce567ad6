// biome-ignore-all lint/a11y/noRedundantRoles: a browser forgets what a table is when it is laid out as anything else.
import type { ReactNode } from 'react'

/** `rowHead` marks the column that names the row; `end` aligns numbers and buttons to the right. */
export type Column<Row> = {
  head: string
  cell: (row: Row) => ReactNode
  rowHead?: boolean
  end?: boolean
  /** The heading is read but not shown, for a column of buttons. */
  quietHead?: boolean
}

const cellStyle = 'px-3 py-2 text-left align-middle max-md:px-0 max-md:py-1'

// On a phone each cell becomes a line that begins with its column's name.
const line = [
  'max-md:flex max-md:justify-between max-md:gap-4 max-md:text-right',
  'max-md:before:shrink-0 max-md:before:text-left max-md:before:text-muted max-md:before:content-[attr(data-label)]',
].join(' ')

/** Rows and columns; on a phone a list of cards. */
export function Table<Row>({
  caption,
  quietCaption,
  columns,
  rows,
  rowKey,
}: {
  caption: ReactNode
  quietCaption?: boolean
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
}) {
  return (
    <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
      <table role="table" className="w-full border-collapse max-md:block">
        <caption
          className={
            quietCaption
              ? 'sr-only'
              : 'px-3 py-2.5 text-left font-semibold text-heading max-md:block max-md:px-0'
          }
        >
          {caption}
        </caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-line border-b">
            {columns.map(({ head, end, quietHead }) => (
              <th
                key={head}
                role="columnheader"
                scope="col"
                className={`px-3 py-2 font-medium text-muted text-small ${end ? 'text-right' : 'text-left'}`}
              >
                {quietHead ? <span className="sr-only">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:flex max-md:flex-col max-md:gap-3">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className="border-line border-b last:border-b-0 max-md:block max-md:rounded-card max-md:border max-md:bg-surface max-md:px-4 max-md:py-3 max-md:last:border-b md:hover:bg-sunken"
            >
              {columns.map((column) => (
                <TableCell key={column.head} column={column}>
                  {column.cell(row)}
                </TableCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableCell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const { head, rowHead, end, quietHead } = column
  if (rowHead) {
    return (
      <th role="rowheader" scope="row" className={`${cellStyle} font-medium max-md:block max-md:pb-2`}>
        {children}
      </th>
    )
  }
  return (
    <td
      role="cell"
      data-label={head}
      className={`${cellStyle} ${quietHead ? 'max-md:block' : line} ${end ? 'md:text-right' : ''}`}
    >
      <div className={`min-w-0 ${quietHead ? 'max-md:pt-1' : ''}`}>{children}</div>
    </td>
  )
}
