#include "plumbline/adapters/store/sqlite_credential_store.hpp"

#include "plumbline/core/bytes.hpp"

#include "record_codec.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

namespace plumbline::adapters::store {

namespace {

/// "PLTF", PRAGMA application_id: tells a credential store from any other database.
constexpr int kApplicationId = 0x504C5446;
constexpr int kVersion = 1;
constexpr int kBusyMilliseconds = 2000;
constexpr std::string_view kKeyCheck = "plumbline credential store";

constexpr const char* kSchema = R"(
  CREATE TABLE key_check (sealed BLOB NOT NULL);
  CREATE TABLE issued (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE credential (id TEXT PRIMARY KEY, source TEXT NOT NULL, expiry INTEGER NOT NULL,
                           sealed BLOB NOT NULL) WITHOUT ROWID;
  CREATE INDEX credential_by_source ON credential (source);
  CREATE INDEX credential_by_expiry ON credential (expiry);
)";

Error error_of(const SQLite::Exception& exception, const std::string& path) {
  const int code = exception.getErrorCode();
  const bool damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
  return fail(damaged ? Errc::malformed : Errc::io, path + ": " + exception.what());
}

int read_pragma(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt();
}

void bind_octets(SQLite::Statement& statement, int index, const Bytes& octets) {
  statement.bind(index, octets.data(), static_cast<int>(octets.size()));
}

ByteView octets_of(const SQLite::Column& column) {
  return {static_cast<const std::uint8_t*>(column.getBlob()),
          static_cast<std::size_t>(column.getBytes())};
}

std::int64_t to_column(TimePoint time) {
  return time.time_since_epoch().count();
}

Error no_credential(std::string_view id) {
  return fail(Errc::not_found, "no credential " + std::string{id});
}

}  // namespace

struct SqliteCredentialStore::Connection {
  explicit Connection(std::string file)
      : path(std::move(file)),
        database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds) {}

  /// Runs `work`, which returns a Result; what SQLite throws becomes one.
  template <typename Work>
  auto guarded(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& exception) {
      return error_of(exception, path);
    }
  }

  /// True for a file that was just made; Errc::malformed, Errc::unsupported.
  Result<bool> is_new() {
    const int application = read_pragma(database, "application_id");
    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    if (application == 0 && tables == 0) {
      return true;
    }
    if (application != kApplicationId) {
      return fail(Errc::malformed, path + ": is not a credential store");
    }
    if (read_pragma(database, "user_version") != kVersion) {
      return fail(Errc::unsupported, path + ": was made by another version");
    }
    return false;
  }

  void set_durability() {
    database.exec("PRAGMA journal_mode = DELETE");
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA secure_delete = ON");
    database.exec("PRAGMA trusted_schema = OFF");
    database.exec("PRAGMA cell_size_check = ON");
  }

  Result<void> create(entities::RecordSealer& sealer) {
    std::error_code failure;
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failure);
    if (failure) {
      return fail(Errc::io, path + ": " + failure.message());
    }
    const crypto::SecretBytes known{as_bytes(kKeyCheck)};
    PLUMBLINE_TRY(const Bytes sealed, sealer.seal(known, as_bytes(kKeyCheck)));
    SQLite::Transaction transaction{database};
    database.exec(kSchema);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(kVersion));
    SQLite::Statement insert{database, "INSERT INTO key_check (sealed) VALUES (?)"};
    bind_octets(insert, 1, sealed);
    insert.exec();
    transaction.commit();
    return success();
  }

  Result<void> check(entities::RecordSealer& sealer) {
    if (database.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
      return fail(Errc::malformed, path + ": the database is damaged");
    }
    SQLite::Statement select{database, "SELECT sealed FROM key_check"};
    if (!select.executeStep() ||
        sealer.open(octets_of(select.getColumn(0)), as_bytes(kKeyCheck)).has_error()) {
      return fail(Errc::key_mismatch, path + ": was made with another storage key");
    }
    return success();
  }

  std::string path;
  SQLite::Database database;
};

SqliteCredentialStore::SqliteCredentialStore(std::unique_ptr<Connection> connection,
                                             std::unique_ptr<entities::RecordSealer> sealer)
    : connection_(std::move(connection)),
      sealer_(std::move(sealer)) {}

SqliteCredentialStore::~SqliteCredentialStore() = default;

Result<std::unique_ptr<SqliteCredentialStore>> SqliteCredentialStore::open(
    const std::string& path, std::unique_ptr<entities::RecordSealer> sealer) {
  if (path.empty() || path.starts_with(':')) {
    return fail(Errc::invalid_value, "a credential store needs the name of a file");
  }
  try {
    auto connection = std::make_unique<Connection>(path);
    PLUMBLINE_TRY(const bool fresh, connection->is_new());
    connection->set_durability();
    if (fresh) {
      PLUMBLINE_TRY(connection->create(*sealer));
    }
    PLUMBLINE_TRY(connection->check(*sealer));
    return std::unique_ptr<SqliteCredentialStore>{
        new SqliteCredentialStore{std::move(connection), std::move(sealer)}};
  } catch (const SQLite::Exception& exception) {
    return error_of(exception, path);
  }
}

Result<void> SqliteCredentialStore::put(const entities::CredentialRecord& record) {
  PLUMBLINE_TRY(const Bytes sealed, sealer_->seal(encode(record), place_of(record)));
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Database& database = connection_->database;
    SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
    SQLite::Statement issue{database, "INSERT OR IGNORE INTO issued (id) VALUES (?)"};
    issue.bind(1, record.id);
    if (issue.exec() == 0) {
      return fail(Errc::conflict, "id " + record.id + " was issued before");
    }
    SQLite::Statement insert{
        database, "INSERT INTO credential (id, source, expiry, sealed) VALUES (?, ?, ?, ?)"};
    insert.bind(1, record.id);
    insert.bind(2, record.source);
    insert.bind(3, to_column(record.expiry));
    bind_octets(insert, 4, sealed);
    insert.exec();
    transaction.commit();
    return success();
  });
}

Result<void> SqliteCredentialStore::replace(const entities::CredentialRecord& record) {
  PLUMBLINE_TRY(const Bytes sealed, sealer_->seal(encode(record), place_of(record)));
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Statement update{
        connection_->database,
        "UPDATE credential SET source = ?, expiry = ?, sealed = ? WHERE id = ?"};
    update.bind(1, record.source);
    update.bind(2, to_column(record.expiry));
    bind_octets(update, 3, sealed);
    update.bind(4, record.id);
    return update.exec() == 0 ? Result<void>{no_credential(record.id)} : success();
  });
}

Result<entities::CredentialRecord> SqliteCredentialStore::get(std::string_view id) {
  return connection_->guarded([&]() -> Result<entities::CredentialRecord> {
    SQLite::Statement select{connection_->database,
                             "SELECT source, expiry, sealed FROM credential WHERE id = ?"};
    select.bind(1, std::string{id});
    if (!select.executeStep()) {
      return no_credential(id);
    }
    entities::CredentialRecord record;
    record.id = id;
    record.source = select.getColumn(0).getString();
    record.expiry = TimePoint{milliseconds{select.getColumn(1).getInt64()}};
    const auto octets = sealer_->open(octets_of(select.getColumn(2)), place_of(record));
    if (!octets || decode(octets.value(), record).has_error()) {
      return fail(Errc::authentication_failed,
                  connection_->path + ": credential " + record.id + " was changed in the store");
    }
    return record;
  });
}

Result<void> SqliteCredentialStore::erase(std::string_view id) {
  return connection_->guarded([&]() -> Result<void> {
    SQLite::Statement statement{connection_->database, "DELETE FROM credential WHERE id = ?"};
    statement.bind(1, std::string{id});
    return statement.exec() == 0 ? Result<void>{no_credential(id)} : success();
  });
}

Result<std::vector<std::string>> SqliteCredentialStore::expiring(TimePoint now, std::size_t limit) {
  return connection_->guarded([&]() -> Result<std::vector<std::string>> {
    SQLite::Statement select{connection_->database,
                             "SELECT id FROM credential WHERE expiry <= ? ORDER BY expiry LIMIT ?"};
    select.bind(1, to_column(now));
    select.bind(2, static_cast<std::int64_t>(limit));
    std::vector<std::string> ids;
    while (select.executeStep()) {
      ids.push_back(select.getColumn(0).getString());
    }
    return ids;
  });
}

Result<entities::CredentialCounts> SqliteCredentialStore::count(std::string_view source) {
  return connection_->guarded([&]() -> Result<entities::CredentialCounts> {
    SQLite::Statement select{connection_->database,
                             "SELECT (SELECT count(*) FROM credential WHERE source = ?), "
                             "(SELECT count(*) FROM credential), (SELECT count(*) FROM issued)"};
    select.bind(1, std::string{source});
    select.executeStep();
    const auto number = [&](int column) {
      return static_cast<std::size_t>(select.getColumn(column).getInt64());
    };
    return entities::CredentialCounts{
        .of_source = number(0), .kept = number(1), .issued = number(2)};
  });
}

}  // namespace plumbline::adapters::store
