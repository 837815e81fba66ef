# The AE: originator and client.
foreach(header ae ae_configuration ae_policy procedure)
  list(APPEND headers include/plumbline/entities/ae/${header}.hpp)
endforeach()
foreach(source ae ae_configuration ae_policy command_words credential_cache credential_client establish_procedure fetch_command
    fetch_procedure host_command host_keys host_procedure hosting_requests identity message_procedure protected_command protected_procedure receiver_address register_procedure retrieval session)
  list(APPEND sources src/ae/${source}.cpp)
endforeach()
foreach(test ae_configuration ae_policy ae establish_procedure fetch_procedure host_command host_procedure message_procedure protected_procedure)
  list(APPEND tests tests/ae/${test}_test.cpp)
endforeach()
