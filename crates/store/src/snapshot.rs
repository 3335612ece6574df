//! The records as they are at one moment, for whoever reads all of them while others go on writing.

use crate::{Engine, Result, Run, Store, installation};
use sea_orm::{
    AccessMode, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// The records as they were at one moment. It only reads; dropping it ends it.
pub struct Snapshot {
    transaction: DatabaseTransaction,
    engine: Engine,
}

impl Store {
    /// The records as they are now, for as long as the answer is held. Nobody waits for it; on SQLite the log beside the file
    /// grows meanwhile.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let options = match self.engine() {
            Engine::Sqlite => TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            },
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
        };
        let transaction = self.inner.reader.begin_with_options(options).await?;
        let snapshot = Snapshot { transaction, engine: self.engine() };
        // The moment is that of the first statement, not that of the beginning.
        installation::value(&snapshot, "name").await?;
        Ok(snapshot)
    }
}

impl Run for Snapshot {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn engine(&self) -> Engine {
        self.engine
    }
}
