"""Cases about warehouses: what is loaded into them, and what is sent out of them."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

PLANTED: Final = (
    Case("warehouse-without-source", "warehouse", "Old Reporting", "every source was moved elsewhere"),
    Case("warehouse-failing", "warehouse", "Finance", "one of its sources is not loaded any more"),
    Case("warehouse-failing", "warehouse", "Old Reporting", "cannot be reached"),
    Case("warehouse-syncs-everything", "warehouse", "Finance", "takes all of five sources"),
    Case("reverse-etl-failing", "reverse-etl-model", "Churn Risk", "every sync fails"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Wholesale Accounts", "feeds nothing"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Store Visits", "is synced when somebody thinks of it"),
)

NEAR_MISSES: Final = (
    Case("warehouse-without-source", "warehouse", "Data Science", "has one source"),
    Case("warehouse-without-source", "warehouse", "Stock Planning", "has no source, but is disabled"),
    Case("warehouse-failing", "warehouse", "Analytics", "a sync left rows out, but did not fail"),
    Case("warehouse-failing", "warehouse", "Marketing", "failed four times, and has gone well since"),
    Case("warehouse-failing", "warehouse", "Stock Planning", "cannot be reached, but is disabled"),
    Case("warehouse-syncs-everything", "warehouse", "Marketing", "leaves out a single property"),
    Case("warehouse-syncs-everything", "warehouse", "Experiments", "takes all of two sources"),
    Case("reverse-etl-failing", "reverse-etl-model", "Loyalty Tiers", "the subscription that fails is disabled"),
    Case("reverse-etl-failing", "reverse-etl-model", "Favourite Stores", "failed, and has gone well since"),
    Case("reverse-etl-failing", "reverse-etl-model", "Lapsed Customers", "fails, but is disabled"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Loyalty Tiers", "is synced every six hours"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Churn Risk", "is synced every morning"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Favourite Stores", "one of two subscriptions has a schedule"),
    Case("reverse-etl-unscheduled", "reverse-etl-model", "Lapsed Customers", "is disabled"),
)
