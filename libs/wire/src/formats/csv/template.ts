/** A sheet to copy, with rows for a price by the year, a price by the seat, and a contract without an end. */
export const SHEET_TEMPLATE = `contract_id,customer_id,currency,start,end,auto_renew,product,quantity,unit_price,per,arr,line_start,line_end,tier,region,closed_date
C-1001,Acme,USD,2025-01-01,2026-01-01,yes,core,,,,24000,,,enterprise,emea,2024-12-12
C-1002,Globex,USD,2025-03-15,2026-03-15,no,seats,25,40,monthly,,,,mid-market,amer,2025-03-01
C-1003,Initech,EUR,2025-07-01,,,support,,,,3600,,,self-serve,emea,
`;
